/* The system's maths functions with the last digit of most results changed, as another system's may differ.

   cc -shared -fPIC -fno-builtin -o noisy_maths.so noisy_maths.c -ldl -lm, then LD_PRELOAD=./noisy_maths.so python … */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static double shaken(double result, double argument) {
    uint64_t bits;
    memcpy(&bits, &argument, sizeof bits);
    int way = (bits * 0x9E3779B97F4A7C15ull >> 61) % 3;
    return way == 0 ? result : nextafter(result, way == 1 ? INFINITY : -INFINITY);
}

#define OF_ONE(name)                                                           \
    double name(double x) {                                                    \
        static double (*real)(double);                                         \
        if (!real) real = dlsym(RTLD_NEXT, #name);                             \
        return shaken(real(x), x);                                             \
    }
#define OF_TWO(name)                                                           \
    double name(double x, double y) {                                          \
        static double (*real)(double, double);                                 \
        if (!real) real = dlsym(RTLD_NEXT, #name);                             \
        return shaken(real(x, y), x + y);                                      \
    }

OF_ONE(sin)
OF_ONE(cos)
OF_ONE(tan)
OF_ONE(asin)
OF_ONE(acos)
OF_ONE(atan)
OF_ONE(exp)
OF_ONE(log)
OF_TWO(atan2)
OF_TWO(pow)
OF_TWO(hypot)

void sincos(double x, double *sine, double *cosine) {
    *sine = sin(x);
    *cosine = cos(x);
}

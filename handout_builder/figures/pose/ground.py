"""A pose → the body set down on its surface, tipped until what should touch it does; or why that is impossible."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from handout_builder.figures.pose.body import Body, Fault
from handout_builder.figures.pose.skeleton import loose_body
from handout_builder.geometry.arithmetic import arctan2
from handout_builder.geometry.space import Z, turned, unit
from handout_builder.geometry.vectors import norm
from handout_builder.model.figures.pose import Pose

MOST_TIP = 12.0
"""By how many degrees a figure may be tipped for two parts to touch the ground; more would be another pose."""


def pose_body(pose: Pose, shape: Mapping[str, float]) -> Body:
    """The body in this pose, set down on its surface; `shape` has the girth factors of `SHAPES`."""
    body = _set_down(loose_body(pose, shape), pose)
    if _aims_into_the_room(pose):
        body = _set_down(loose_body(pose, shape, float(body.joint["pelvis"][2])), pose)
    return body


def _aims_into_the_room(pose: Pose) -> bool:
    limbs = (pose.left_arm, pose.right_arm, pose.left_leg, pose.right_leg)
    return any(limb.reach is not None and limb.reach.point is not None for limb in limbs)


def _set_down(body: Body, pose: Pose) -> Body:
    """Tip the body until both `touch` parts are equally low, then set `rest` on the surface."""
    tilt = 0.0
    for _ in range(4 if len(pose.touch) == 2 else 0):
        a, b = body.lowest(pose.touch[0]), body.lowest(pose.touch[1])
        level = (a - b) * [1, 1, 0]
        step = math.degrees(arctan2(a[2] - b[2], norm(level)))
        tilt += step
        body = body.moved(np.zeros(3), turned(unit(np.cross(Z, level)), step))
    faults = list(body.faults)
    if abs(tilt) > MOST_TIP:
        first, second = (part.replace("_", " ") for part in pose.touch)
        message = f"the figure tips over: it would have to turn by {abs(tilt):.0f}° for {first} and {second} to touch"
        faults.append(Fault(("pose", "touch"), message, "change the angles until 12° is enough"))
    drop = pose.height - float(body.lowest(*(pose.rest or pose.touch))[2])
    lowest = float(body.lowest()[2]) + drop
    grounded = pose.rest or pose.touch
    if grounded and pose.height == 0 and lowest < -3:
        part = " and ".join(part.replace("_", " ") for part in grounded)
        message = f"with the {part} on the floor, another part sinks {-lowest:.0f} units into it"
        key = "rest" if pose.rest else "touch"
        faults.append(Fault(("pose", key), message, 'name the part that is lowest, or write "height: …"'))
    return replace(body.moved(np.array([0, 0, drop])), faults=tuple(faults))

"""Phone numbers as practices write them: all of them are printed; one right number is dialled, or none."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from handout_builder.model.phone import EmergencyNumber, Phone, dialled, unbroken

PHONE, EMERGENCY = TypeAdapter(Phone), TypeAdapter(EmergencyNumber)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("(206) 555-0142", "2065550142"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("(+44) 1632 960118", "+441632960118"),
        ("0044 (0)1632 960118", "00441632960118"),
        ("112", "112"),
        # a stroke
        ("01632 960118 / 960119", "01632960118"),
        ("01632 960118/9", "01632960118"),
        ("555-0142 / 3", "5550142"),
        ("+44 1632 960118 / 119", "+441632960118"),
        ("(206) 555-0100 / 555-0101", "2065550100"),
        ("030/1234567", "0301234567"),
        ("030 / 123 45 67", "0301234567"),
        ("033701/12345", "03370112345"),
        ("01632/960118", "01632960118"),
        ("206/555-0142", "2065550142"),
        ("+49 30/1234567", "+49301234567"),
        # an extension
        ("01632 960 118 ext. 4", "01632960118"),
        ("555-0142 x12", "5550142"),
        ("555-0142 X12", "5550142"),
        ("555-0142x12", "5550142"),
        ("555-0142 extension 1234", "5550142"),
        ("555-0142, ext 12", "5550142"),
        ("555-0142 #12", "5550142"),
        # several numbers
        ("555-0100 or 555-0101", "5550100"),
        ("555-0100 OR 555-0101", "5550100"),
        ("555-0100, 555-0101", "5550100"),
        ("555-0100; 555-0101", "5550100"),
        ("555-0100 & 555-0101", "5550100"),
        ("555-0100 x3 or 555-0101 x4", "5550100"),
        ("01632 960001 oder 960002", "01632960001"),
        ("960118 / 960119", "960118"),
        # letters
        ("1-800-FLOWERS", "18003569377"),
        ("1-800-555-HURT", "18005554878"),
        ("1 800 GO FEDEX", "18004633339"),
        ("0800 flowers", "08003569377"),
        ("1-800-FLOWERS or 555-0101", "18003569377"),
    ],
)
def test_a_number_prints_as_it_is_written_and_the_first_is_dialled(written: str, wanted: str) -> None:
    assert PHONE.validate_python(written) == written
    assert dialled(written) == wanted


@pytest.mark.parametrize(
    "written",
    [
        "55501 / 55502 ext. 3", "555/0142", "0163296/0001", "112/999", "030/123456/57",  # a stroke
        "112 or 999", "0800 or 0808 123456",  # the first is no number of a practice
        "555-0100 555-0101", "555 0100 555 0101", "01632 960001 01632 960002", "960118 960119",  # two without a word
        "44 (0)1632 960118", "1234567890123456",  # a code of a country without its plus; too long
    ],
)  # fmt: skip
def test_what_dials_it_is_not_certain_so_nothing_does(written: str) -> None:
    assert PHONE.validate_python(written) == written
    assert dialled(written) is None


@pytest.mark.parametrize(
    "written",
    ["call us", "nine", "01632 96O 118", "01632 96 0l18", "12", "555-0142 or", "or 555-0142", "555-0142 or call us",
     "1-800-4PAIN99", "555-0142 at noon, 2", "tel 555-0142", "555-0142 perhaps 555-0143", "<b>555-0142</b>", ""],
)  # fmt: skip
def test_what_is_not_a_number_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="is not a phone number"):
        PHONE.validate_python(written)


@pytest.mark.parametrize("written", ["112", "911", "999", "000", "9-1-1", "1 1 2", "10111", "1122", "01632 960 118"])
def test_one_emergency_number_is_dialled_as_it_is(written: str) -> None:
    assert EMERGENCY.validate_python(written) == written
    assert dialled(written) == "".join(filter(str.isdigit, written))


@pytest.mark.parametrize(
    "written",
    ["112 / 999", "112/999", "112 or 999", "112, 999", "112,999", "112; 999", "999 112", "112-999", "112.999",
     "112 & 999", "112 and 999", "112 999 911", "112 1122", "911 (or 112)", "112 x9", "112\u00a0999", "999 or\u00a0112",
     "nine", "HELP", "1", "112 ext. 9", "+112", "112999112999", ""],
)  # fmt: skip
def test_two_emergency_numbers_or_none_are_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(ValidationError, match=r'is not one emergency number; write the one to call.*such as "112"'):
        EMERGENCY.validate_python(written)


def test_lines_break_between_two_numbers_and_not_inside_one() -> None:
    assert unbroken("(206) 555-0142 ext. 4") == "(206)\u00a0555-0142\u00a0ext.\u00a04"
    assert unbroken("01632 960 118 or 960 119") == "01632\u00a0960\u00a0118 or 960\u00a0119"
    assert unbroken("555 0100, 555 0101; 2 2") == "555\u00a00100, 555\u00a00101; 2\u00a02"

"""What `pytest -m core` runs: the main promise of every room, in about half a minute on one processor.

Test file → tests. An entry is how the name of a test begins, and words that the name must hold with its parameters.
"""

from __future__ import annotations

CORE: dict[str, tuple[str, ...]] = {
    "cache/test_cache.py": ("test_",),
    "pages/test_compact.py": ("test_four_short",),
    "cli/test_build.py": ("test_",),
    "cli/test_check.py": ("test_problems_of_all", "test_ten_faults", "test_check_of_a_good_folder"),
    "cli/test_program.py": ("test_version", "test_a_bug_is", "test_the_script_works"),
    "cli/test_batch.py": ("test_an_interrupted_batch", "test_a_full_disk_is_a_problem", "test_a_bug_in"),
    "compose/test_plan.py": (
        "test_warnings_are_the_union fernhollow",
        "test_a_warning_left_out",
        "test_one_page_means_one_side",
        "test_a_wrong_side",
        "test_rows_and_strips",
    ),
    "compose/test_plan_parts.py": ("test_",),
    "compose/test_wording.py": ("test_a_text_has", "test_left_and_right", "test_terms"),
    "content/test_content.py": ("test_each_warning_stands", "test_no_exercise_says"),
    "figures/test_body.py": ("test_feet_stand", "test_a_hand_arrives", "test_left_and_right"),
    "figures/test_drawing_cache.py": ("test_a_", "test_the_second_time", "test_mirrored", "test_another"),
    "figures/test_problems.py": ("test_problem_has", "test_a_figure_that_must_not"),
    "figures/test_scene.py": ("test_shipped_figures_are_clean lunge_1",),
    "geometry/test_colour.py": ("test_",),
    "geometry/test_path.py": ("test_",),
    "html/test_page.py": ("test_words_are_those fernhollow", "test_warnings_are_those fernhollow"),
    "legibility/test_measure.py": ("test_faint_and_small", "test_what_was_painted", "test_problems_name"),
    "model/test_dose_text.py": ("test_what_is_printed", "test_strip_and_sentence", "test_words_that"),
    "practice/test_plural.py": ("test_",),
    "model/test_rich_text.py": ("test_",),
    "pages/test_paginate.py": ("test_every_box_is_placed", "test_a_box_taller"),
    "pdf/test_agreement.py": ("test_words_are_those_of_the_boxes",),
    "pdf/test_forms.py": ("test_bytes_are_the_same", "test_whatever_differs"),
    "pdf/test_ink.py": ("test_marks_stand", "test_kerned"),
    "pdf/test_write.py": ("test_validators_pass", "test_every_word", "test_a_screen_reader"),
    "pictures/raster/test_formats.py": ("test_every_format", "test_all_eight a.jpg"),
    "pictures/svg/test_paths.py": ("test_each_command", "test_terse"),
    "pictures/svg/test_refusals.py": ("test_what_cannot", "test_files_that"),
    "pictures/test_cached_vectors.py": ("test_",),
    "pictures/test_qr_code.py": ("test_a_code_is", "test_another"),
    "pipeline/test_batch.py": ("test_a_batch_builds",),
    "pipeline/test_figure_sheet.py": ("test_one_figure", "test_the_mirror"),
    "pipeline/test_plan_files.py": ("test_nothing_private", "test_a_password", "test_the_chart_copy"),
    "pipeline/test_plan_pages.py": ("test_finished_pages fernhollow standard", "test_every_warning quince standard"),
    "plans/test_doses.py": ("test_",),
    "plans/test_gate.py": ("test_no_sheet_has", "test_one_decision"),
    "plans/test_stop_choice.py": ("test_a_plan_takes",),
    "plans/test_prescription.py": ("test_a_side_is_taken",),
    "plans/test_read.py": ("test_every_way", "test_a_wrong_row", "test_the_examples"),
    "practice/test_roads.py": ("test_f107_a_vague_link", "test_f107_a_side_in"),
    "preflight/test_inspect.py": ("test_our_own_file fernhollow", "test_safety_messages fernhollow"),
    "safety/test_files.py": ("test_bad_content", "test_a_disk_that_fails"),
    "safety/test_planted.py": ("test_a_planted_fault",),
    "safety/test_shipped.py": (
        "test_every_warning_is_whole fernhollow letter",
        "test_every_text_of_an_author fernhollow letter",
        "test_pictures_show",
    ),
    "source/test_syntax_errors.py": ("test_what_place", "test_an_author_reads"),
    "test_architecture.py": ("test_imports_run", "test_the_house"),
    "text/test_fonts.py": ("test_fonts_that",),
    "text/test_lines.py": ("test_no_word_is_lost", "test_a_number_is_never"),
    "text/test_paragraph.py": ("test_runs_follow",),
    "typeset/test_feel.py": ("test_",),
    "typeset/test_picture_box.py": ("test_",),
    "wrong/test_wrong.py": ("test_every_problem_of_a_wrong", "test_the_practice_without"),
}


def is_core(entry: str, name: str) -> bool:
    """Whether `entry` names the test `name`."""
    begin, *words = entry.split()
    return name.startswith(begin) and all(word in name for word in words)

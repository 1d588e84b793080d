/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator_survey.h - find everything that no guest of the cell in turn may hold.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_EVALUATOR_SURVEY_H
#define PADCELL_INTERPRETER_EVALUATOR_SURVEY_H

#include <Python.h>
#include <stdbool.h>

/* Fill the set for the cell in turn.  False when memory is short. */
bool evaluator_survey(void);

/* Code of the library that came after the survey.  False when memory is short. */
bool evaluator_survey_code(PyObject *code);

#endif

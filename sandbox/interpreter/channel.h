/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/channel.h - the guest's standard streams over the sinks.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_CHANNEL_H
#define PADCELL_INTERPRETER_CHANNEL_H

#include "cell.h"

/* Make the type of raw streams in the cell. */
enum padcell_status channel_prepare(padcell_error *reterr);

/* Put three fresh streams into sys: a guest may close or replace its own. */
enum padcell_status channel_open_streams(padcell_error *reterr);

/* Has the guest closed one of the streams that channel_open_streams() made? */
bool channel_is_closed(void);

/* Flush what the guest left in sys.stdout and sys.stderr; exceptions are dropped. */
void channel_flush(void);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/messages.h - the structured payloads, as plain structs with an encoder and a decoder each.
 *
 * Decoders check every bound and refuse trailing bytes.  Runs in: supervisor, worker before
 * lockdown, worker after lockdown
 */
#ifndef PADCELL_WIRE_MESSAGES_H
#define PADCELL_WIRE_MESSAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"
#include "terms.h"
#include "wire.h"

#define WIRE_WHAT_MAX      256  /* bytes of a denied or violating thing's name */
#define WIRE_DETAIL_MAX    512  /* bytes of a violation's detail */
#define WIRE_TYPE_MAX      256  /* bytes of an exception's type name */
#define WIRE_MESSAGE_MAX   8192 /* bytes of an exception's message */
#define WIRE_TRACEBACK_MAX 32768
#define WIRE_MODULES_MAX   512 /* modules a policy may name */

/* WIRE_CONFIG */
struct wire_config {
	uint64_t memory_bytes;
	uint64_t cpu_ms;
	uint64_t stack_bytes;
	uint32_t recursion;           /* 0: CPython's default */
	uint32_t clock_resolution_ms; /* 0: clocks are not rounded */
	uint8_t stdin_granted;
	uint8_t isolated;          /* by interpreters: a canary is planted in a sibling too */
	uint8_t guests;            /* programs of this worker, each in a cell of its own; never 0 */
	uint8_t syntax_strict;     /* the layer syntax */
	uint8_t evaluator_checked; /* look at every value on the guest's stack */
	uint8_t notify;            /* install the filter with a user-notify listener */
	uint32_t layers_off;       /* bit per enum padcell_layer; test builds only, else refused */
	uint32_t rungs_spawn;      /* bit per enum kernel_rung: what kernel_spawn() gave */
	uint32_t rungs_required;   /* bit per enum kernel_rung: fail closed when one is missing */
	char guest_name[256];
	char canary[128];     /* "" for none */
	char plant[48];       /* a row of plants.def; test builds only, else refused; "" for none */
	struct bytes modules; /* names, each ended by '\n'; owned by the struct */
};

/* First byte of WIRE_MODULE. */
enum wire_module {
	WIRE_MODULE_TEXT = 0,    /* a piece of the text of the module named last */
	WIRE_MODULE_PLAIN = 1,   /* the name of a module */
	WIRE_MODULE_PACKAGE = 2, /* the name of a package */
};

#define WIRE_GUESTS_MAX 15u /* one cell of those a worker can have is left for a sibling */

/* WIRE_NEXT */
struct wire_turn {
	char guest_name[256];
};

/* WIRE_HELLO */
struct wire_hello {
	uint32_t version; /* WIRE_VERSION */
	char python[32];
};

/* WIRE_LOCKED */
struct wire_locked {
	int32_t listener;   /* descriptor number in the worker, or -1 */
	uint32_t rungs_had; /* bit per enum kernel_rung */
	uint32_t landlock_abi;
};

/* WIRE_FAILED */
struct wire_failed {
	padcell_error error;
};

/* WIRE_DENIAL: `count` more refusals of the same thing. */
struct wire_denial {
	enum padcell_layer layer;
	uint32_t count;
	char what[WIRE_WHAT_MAX];
};

/* WIRE_VIOLATION */
struct wire_violation {
	enum padcell_invariant invariant;
	enum padcell_layer layer;
	uint32_t line; /* of the guest's source; 0 when unknown */
	char what[WIRE_WHAT_MAX];
	char detail[WIRE_DETAIL_MAX];
};

/* WIRE_EXCEPTION; the three texts are owned by the struct. */
struct wire_exception {
	char type[WIRE_TYPE_MAX];
	struct bytes message;
	struct bytes traceback;
	uint32_t line;   /* SyntaxError only, else 0 */
	uint32_t column; /* SyntaxError only, else 0 */
};

enum wire_ending {
	WIRE_ENDING_OK = 0,
	WIRE_ENDING_EXCEPTION = 1,
	WIRE_ENDING_EXIT = 2,
	WIRE_ENDING_REJECTED = 3,
	WIRE_ENDING_MEMORY = 4,
};

/* WIRE_DONE; what the worker says of its own usage is shown, never relied on. */
struct wire_done {
	enum wire_ending ending;
	int32_t exit_code;
	uint64_t peak_bytes; /* the allocator's account */
};

#define WIRE_MESSAGE(type)                                                                   \
	bool wire_##type##_encode(const struct wire_##type *message, struct bytes *payload); \
	bool wire_##type##_decode(struct wire_##type *ret_message, const void *payload,      \
	                          size_t size);
WIRE_MESSAGE(config)
WIRE_MESSAGE(turn)
WIRE_MESSAGE(hello)
WIRE_MESSAGE(locked)
WIRE_MESSAGE(failed)
WIRE_MESSAGE(denial)
WIRE_MESSAGE(violation)
WIRE_MESSAGE(exception)
WIRE_MESSAGE(done)
#undef WIRE_MESSAGE

void wire_config_done(struct wire_config *config);
void wire_exception_done(struct wire_exception *exception);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/bpf.c - an evaluator for seccomp programs: classic BPF as seccomp(2) restricts it.
 *
 * Loads are of aligned 32-bit words of struct seccomp_data only; all jumps go forward, so a program
 * ends after as many steps as it has instructions.
 *
 * Runs in: host
 */
#include "bpf.h"

#include <string.h>

struct machine {
	const struct seccomp_data *call;
	uint32_t a;
	uint32_t x;
	uint32_t memory[BPF_MEMWORDS];
	size_t next;
	bool failed;
};

static uint32_t load_word(struct machine *machine, uint32_t offset)
{
	uint32_t word = 0;

	if (offset % sizeof word != 0 || offset > sizeof *machine->call - sizeof word)
		machine->failed = true;
	else
		memcpy(&word, (const char *)machine->call + offset, sizeof word);
	return word;
}

static uint32_t *cell(struct machine *machine, uint32_t index)
{
	static uint32_t nowhere;

	if (index < BPF_MEMWORDS)
		return &machine->memory[index];
	machine->failed = true;
	return &nowhere;
}

static uint32_t load(struct machine *machine, const struct sock_filter *instruction)
{
	switch (instruction->code & (0xe0 | 0x18)) {
	case BPF_IMM | BPF_W:
		return instruction->k;
	case BPF_MEM | BPF_W:
		return *cell(machine, instruction->k);
	case BPF_LEN | BPF_W:
		return sizeof *machine->call;
	case BPF_ABS | BPF_W:
		if (BPF_CLASS(instruction->code) == BPF_LD)
			return load_word(machine, instruction->k);
		break;
	}
	machine->failed = true;
	return 0;
}

static uint32_t divide(struct machine *machine, uint32_t by)
{
	if (by != 0)
		return machine->a / by;
	machine->failed = true;
	return 0;
}

static uint32_t compute(struct machine *machine, uint16_t code, uint32_t operand)
{
	switch (BPF_OP(code)) {
	case BPF_ADD:
		return machine->a + operand;
	case BPF_SUB:
		return machine->a - operand;
	case BPF_MUL:
		return machine->a * operand;
	case BPF_DIV:
		return divide(machine, operand);
	case BPF_OR:
		return machine->a | operand;
	case BPF_AND:
		return machine->a & operand;
	case BPF_XOR:
		return machine->a ^ operand;
	case BPF_LSH:
		return operand < 32 ? machine->a << operand : 0;
	case BPF_RSH:
		return operand < 32 ? machine->a >> operand : 0;
	case BPF_NEG:
		return -machine->a;
	}
	machine->failed = true;
	return 0;
}

static void jump(struct machine *machine, const struct sock_filter *instruction, uint32_t operand)
{
	bool taken = false;

	switch (BPF_OP(instruction->code)) {
	case BPF_JA:
		machine->next += instruction->k;
		return;
	case BPF_JEQ:
		taken = machine->a == operand;
		break;
	case BPF_JGT:
		taken = machine->a > operand;
		break;
	case BPF_JGE:
		taken = machine->a >= operand;
		break;
	case BPF_JSET:
		taken = (machine->a & operand) != 0;
		break;
	default:
		machine->failed = true;
	}
	machine->next += taken ? instruction->jt : instruction->jf;
}

/* Everything but a return. */
static void step(struct machine *machine, const struct sock_filter *instruction)
{
	uint32_t operand = BPF_SRC(instruction->code) == BPF_X ? machine->x : instruction->k;

	switch (BPF_CLASS(instruction->code)) {
	case BPF_LD:
		machine->a = load(machine, instruction);
		break;
	case BPF_LDX:
		machine->x = load(machine, instruction);
		break;
	case BPF_ST:
		*cell(machine, instruction->k) = machine->a;
		break;
	case BPF_STX:
		*cell(machine, instruction->k) = machine->x;
		break;
	case BPF_ALU:
		machine->a = compute(machine, instruction->code, operand);
		break;
	case BPF_JMP:
		jump(machine, instruction, operand);
		break;
	case BPF_MISC:
		if (BPF_MISCOP(instruction->code) == BPF_TAX)
			machine->x = machine->a;
		else
			machine->a = machine->x;
		break;
	}
}

bool bpf_evaluate(const struct sock_filter *program, size_t size, const struct seccomp_data *call,
                  uint32_t *ret_answer)
{
	struct machine machine = {.call = call};

	while (!machine.failed && machine.next < size) {
		const struct sock_filter *instruction = &program[machine.next++];

		if (BPF_CLASS(instruction->code) == BPF_RET) {
			*ret_answer =
			        BPF_RVAL(instruction->code) == BPF_A ? machine.a : instruction->k;
			return true;
		}
		step(&machine, instruction);
	}
	return false;
}

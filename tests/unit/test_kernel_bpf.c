/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_bpf.c - the evaluator agrees with the definition of classic BPF.
 */
#include "bpf.h"
#include "test.h"

#define NR             offsetof(struct seccomp_data, nr)
#define ARCH           offsetof(struct seccomp_data, arch)
#define LOW(argument)  (offsetof(struct seccomp_data, args) + 8ul * (argument))
#define HIGH(argument) (LOW(argument) + 4)

static const struct seccomp_data call = {
        .nr = 257,
        .arch = 0xc000003e,
        .instruction_pointer = 0x7f0000001234,
        .args = {1, 0x1111111122222222, 3, 4, 5, 0xffffffff00000007},
};

struct program {
	const char *name;
	struct sock_filter code[8];
	size_t size;
	uint32_t answer;
};
#define SIZE(n) .size = n

/* clang-format off */
/* Programs that give an answer: load, compute, jump, store, in every addressing mode. */
static const struct program good[] = {
	{"constant", {BPF_STMT(BPF_RET | BPF_K, 42)}, SIZE(1), 42},
	{"number", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 257},
	{"architecture", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARCH), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0xc000003e},
	{"low half", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, LOW(1)), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0x22222222},
	{"high half", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HIGH(1)), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0x11111111},
	{"last word", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, HIGH(5)), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0xffffffff},
	{"length", {BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 64},
	{"immediate", {BPF_STMT(BPF_LD | BPF_IMM, 9), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 9},
	{"memory", {BPF_STMT(BPF_LD | BPF_IMM, 9), BPF_STMT(BPF_ST, 15), BPF_STMT(BPF_LD | BPF_IMM, 1), BPF_STMT(BPF_LD | BPF_MEM, 15), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(5), 9},
	{"index register", {BPF_STMT(BPF_LDX | BPF_IMM, 8), BPF_STMT(BPF_MISC | BPF_TXA, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 8},
	{"store of the index", {BPF_STMT(BPF_LDX | BPF_IMM, 8), BPF_STMT(BPF_STX, 0), BPF_STMT(BPF_LD | BPF_MEM, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(4), 8},
	{"add the index", {BPF_STMT(BPF_LD | BPF_IMM, 5), BPF_STMT(BPF_MISC | BPF_TAX, 0), BPF_STMT(BPF_ALU | BPF_ADD | BPF_X, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(4), 10},
	{"subtract", {BPF_STMT(BPF_LD | BPF_IMM, 5), BPF_STMT(BPF_ALU | BPF_SUB | BPF_K, 7), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0xfffffffe},
	{"multiply", {BPF_STMT(BPF_LD | BPF_IMM, 0x10001), BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 0x10000), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0x10000},
	{"divide", {BPF_STMT(BPF_LD | BPF_IMM, 7), BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 2), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 3},
	{"and", {BPF_STMT(BPF_LD | BPF_IMM, 0xff), BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0x0f0f), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0x0f},
	{"or", {BPF_STMT(BPF_LD | BPF_IMM, 0xf0), BPF_STMT(BPF_ALU | BPF_OR | BPF_K, 0x0f), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0xff},
	{"xor", {BPF_STMT(BPF_LD | BPF_IMM, 0xff), BPF_STMT(BPF_ALU | BPF_XOR | BPF_K, 0x0f), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0xf0},
	{"shift left", {BPF_STMT(BPF_LD | BPF_IMM, 3), BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 31), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0x80000000},
	{"shift right", {BPF_STMT(BPF_LD | BPF_IMM, 0x80000000), BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 31), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 1},
	{"negate", {BPF_STMT(BPF_LD | BPF_IMM, 1), BPF_STMT(BPF_ALU | BPF_NEG, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(3), 0xffffffff},
	{"equal: taken", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 257, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 1},
	{"equal: not taken", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 258, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 0},
	{"greater is unsigned", {BPF_STMT(BPF_LD | BPF_IMM, 0xffffffff), BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 1, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 1},
	{"greater is strict", {BPF_STMT(BPF_LD | BPF_IMM, 1), BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 1, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 0},
	{"greater or equal is not", {BPF_STMT(BPF_LD | BPF_IMM, 1), BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 1, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 1},
	{"a common bit", {BPF_STMT(BPF_LD | BPF_IMM, 6), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 2, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 1},
	{"no common bit", {BPF_STMT(BPF_LD | BPF_IMM, 4), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 2, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(4), 0},
	{"compare with the index", {BPF_STMT(BPF_LDX | BPF_IMM, 4), BPF_STMT(BPF_LD | BPF_IMM, 4), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_X, 0, 1, 0), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(5), 1},
	{"always", {BPF_STMT(BPF_JMP | BPF_JA, 1), BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}, SIZE(3), 1},
};

/* Programs that a kernel refuses, or that leave their own bounds. */
static const struct program bad[] = {
	{"empty", {BPF_STMT(0, 0)}, SIZE(0), 0},
	{"no answer", {BPF_STMT(BPF_LD | BPF_IMM, 1)}, SIZE(1), 0},
	{"load between words", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 2), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"load behind the end", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 64), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"load far behind", {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0xfffffffc), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"load of a byte", {BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"indirect load", {BPF_STMT(BPF_LD | BPF_W | BPF_IND, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"index from the call", {BPF_STMT(BPF_LDX | BPF_W | BPF_ABS, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"memory behind the end", {BPF_STMT(BPF_LD | BPF_MEM, 16), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"store behind the end", {BPF_STMT(BPF_ST, 16), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"division by zero", {BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"modulo", {BPF_STMT(BPF_ALU | 0x90, 2), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"unknown jump", {BPF_JUMP(BPF_JMP | 0x50, 0, 0, 0), BPF_STMT(BPF_RET | BPF_A, 0)}, SIZE(2), 0},
	{"jump behind the end", {BPF_STMT(BPF_JMP | BPF_JA, 7), BPF_STMT(BPF_RET | BPF_K, 0)}, SIZE(2), 0},
	{"jump round the world", {BPF_STMT(BPF_JMP | BPF_JA, 0xffffffff), BPF_STMT(BPF_RET | BPF_K, 0)}, SIZE(2), 0},
};

/* clang-format on */

static void test_kernel_bpf__computes_what_the_program_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		uint32_t answer = 0xdeadbeef;

		if (!bpf_evaluate(good[i].code, good[i].size, &call, &answer))
			fail_msg("%s: refused", good[i].name);
		if (answer != good[i].answer)
			fail_msg("%s: 0x%x, not 0x%x", good[i].name, answer, good[i].answer);
	}
}

static void test_kernel_bpf__refuses_what_the_kernel_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		uint32_t answer = 0xdeadbeef;

		if (bpf_evaluate(bad[i].code, bad[i].size, &call, &answer))
			fail_msg("%s: accepted", bad[i].name);
		assert_int_equal(answer, 0xdeadbeef);
	}
}

TEST_MAIN(cmocka_unit_test(test_kernel_bpf__computes_what_the_program_says),
          cmocka_unit_test(test_kernel_bpf__refuses_what_the_kernel_refuses))

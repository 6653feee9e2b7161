"""The bits of entries, control registers, EFER, RFLAGS and page-fault error codes.

Sections are those of the Intel SDM vol. 3A; AMD APM vol. 2 ch. 3 and 5 describe the same bits.
"""

# ruff: noqa: E501  (one flag a line, whatever its length)

from __future__ import annotations

from pagesim_py.machine.bits import Bit, Layout

ENTRY = Layout(
    "paging-structure entry",
    "SDM vol. 3A 4.5, table 4-20",
    (
        Bit(0, "P", "present", "the entry points to a table or maps a page", "nothing is here; all other bits are ignored"),
        Bit(1, "RW", "writable", "writes are allowed, as far as this entry decides", "writes are refused"),
        Bit(2, "US", "user", "user-mode code may use it, as far as this entry decides", "only supervisor-mode code may use it"),
        Bit(3, "PWT", "write-through", "cached write-through", "cached write-back"),
        Bit(4, "PCD", "cache disable", "not cached", "cached"),
        Bit(5, "A", "accessed", "the CPU has used this entry", "the CPU has not used this entry since the bit was cleared"),
        Bit(6, "D", "dirty", "the page has been written", "the page has not been written since the bit was cleared"),
        Bit(7, "PS", "page size", "the entry maps a large page", "the entry points to a table"),
        Bit(8, "G", "global", "the translation survives a load of CR3", "a load of CR3 forgets the translation"),
        Bit(59, "PK", "protection key", "the key that PKRU or PKRS is asked about", "protection key 0", 4),
        Bit(63, "XD", "execute disable", "instructions may not be fetched", "instructions may be fetched, as far as this entry decides"),
    ),
)  # fmt: skip

ENTRY_P = ENTRY.mask("P")
ENTRY_RW = ENTRY.mask("RW")
ENTRY_US = ENTRY.mask("US")
ENTRY_A = ENTRY.mask("A")
ENTRY_D = ENTRY.mask("D")
ENTRY_PS = ENTRY.mask("PS")
ENTRY_G = ENTRY.mask("G")
ENTRY_XD = ENTRY.mask("XD")
ENTRY_KEY_SHIFT = ENTRY["PK"].position

CR0 = Layout(
    "CR0",
    "SDM vol. 3A 2.5",
    (
        Bit(0, "PE", "protection enable", "protected mode", "real mode"),
        Bit(1, "MP", "monitor coprocessor", "WAIT looks at TS", "WAIT ignores TS"),
        Bit(2, "EM", "emulation", "floating-point instructions raise #UD", "floating-point instructions run"),
        Bit(3, "TS", "task switched", "the next floating-point instruction raises #NM", "floating-point state is loaded"),
        Bit(4, "ET", "extension type", "always set", "never clear"),
        Bit(5, "NE", "numeric error", "floating-point errors raise #MF", "floating-point errors raise an interrupt"),
        Bit(16, "WP", "write protect", "supervisor writes respect read-only pages", "supervisor writes ignore read-only pages"),
        Bit(18, "AM", "alignment mask", "RFLAGS.AC can ask for alignment checks", "alignment is never checked"),
        Bit(29, "NW", "not write-through", "write-back is off", "write-back is on"),
        Bit(30, "CD", "cache disable", "caches are off", "caches are on"),
        Bit(31, "PG", "paging", "addresses are translated", "addresses are physical"),
    ),
)  # fmt: skip

CR0_PE = CR0.mask("PE")
CR0_MP = CR0.mask("MP")
CR0_EM = CR0.mask("EM")
CR0_TS = CR0.mask("TS")
CR0_ET = CR0.mask("ET")
CR0_NE = CR0.mask("NE")
CR0_WP = CR0.mask("WP")
CR0_AM = CR0.mask("AM")
CR0_NW = CR0.mask("NW")
CR0_CD = CR0.mask("CD")
CR0_PG = CR0.mask("PG")

CR4 = Layout(
    "CR4",
    "SDM vol. 3A 2.5",
    (
        Bit(0, "VME", "virtual-8086 extensions", "on", "off"),
        Bit(1, "PVI", "protected-mode virtual interrupts", "on", "off"),
        Bit(2, "TSD", "time stamp disable", "RDTSC is for CPL 0 only", "RDTSC is for everyone"),
        Bit(3, "DE", "debugging extensions", "on", "off"),
        Bit(4, "PSE", "page size extensions", "on", "off (64-bit paging has large pages anyway)"),
        Bit(5, "PAE", "physical address extension", "64-bit entries", "32-bit entries"),
        Bit(6, "MCE", "machine-check enable", "on", "off"),
        Bit(7, "PGE", "global pages", "global pages survive a load of CR3", "the G bit of entries is ignored"),
        Bit(8, "PCE", "performance counter enable", "RDPMC is for everyone", "RDPMC is for CPL 0 only"),
        Bit(9, "OSFXSR", "FXSAVE support", "SSE may be used", "SSE raises #UD"),
        Bit(10, "OSXMMEXCPT", "SIMD exceptions", "on", "off"),
        Bit(11, "UMIP", "user-mode instruction prevention", "SGDT, SIDT ... are for CPL 0 only", "off"),
        Bit(12, "LA57", "57-bit linear addresses", "five levels of tables", "four levels of tables"),
        Bit(13, "VMXE", "VMX enable", "on", "off"),
        Bit(14, "SMXE", "SMX enable", "on", "off"),
        Bit(16, "FSGSBASE", "FS and GS base instructions", "on", "off"),
        Bit(17, "PCIDE", "process-context identifiers", "the TLB is tagged with CR3 bits 11:0", "every translation has PCID 0"),
        Bit(18, "OSXSAVE", "XSAVE support", "on", "off"),
        Bit(20, "SMEP", "supervisor-mode execution prevention", "supervisor code may not run user pages", "supervisor code may run user pages"),
        Bit(21, "SMAP", "supervisor-mode access prevention", "supervisor data accesses to user pages need RFLAGS.AC", "supervisor code may touch user pages"),
        Bit(22, "PKE", "protection keys for user pages", "PKRU is asked", "PKRU is ignored"),
        Bit(23, "CET", "control-flow enforcement", "on", "off"),
        Bit(24, "PKS", "protection keys for supervisor pages", "PKRS is asked", "PKRS is ignored"),
    ),
)  # fmt: skip

CR4_TSD = CR4.mask("TSD")
CR4_PAE = CR4.mask("PAE")
CR4_PSE = CR4.mask("PSE")
CR4_PGE = CR4.mask("PGE")
CR4_LA57 = CR4.mask("LA57")
CR4_VMXE = CR4.mask("VMXE")
CR4_SMXE = CR4.mask("SMXE")
CR4_PCIDE = CR4.mask("PCIDE")
CR4_SMEP = CR4.mask("SMEP")
CR4_SMAP = CR4.mask("SMAP")
CR4_PKE = CR4.mask("PKE")
CR4_CET = CR4.mask("CET")
CR4_PKS = CR4.mask("PKS")

EFER = Layout(
    "EFER",
    "SDM vol. 3A 2.2.1",
    (
        Bit(0, "SCE", "SYSCALL enable", "SYSCALL and SYSRET work", "SYSCALL raises #UD"),
        Bit(8, "LME", "long mode enable", "paging switches long mode on", "long mode stays off"),
        Bit(10, "LMA", "long mode active", "the CPU is in long mode", "the CPU is not in long mode"),
        Bit(11, "NXE", "execute disable enable", "bit 63 of an entry forbids execution", "bit 63 of an entry is reserved"),
    ),
)  # fmt: skip

EFER_SCE = EFER.mask("SCE")
EFER_LME = EFER.mask("LME")
EFER_LMA = EFER.mask("LMA")
EFER_NXE = EFER.mask("NXE")

RFLAGS = Layout(
    "RFLAGS",
    "SDM vol. 1 3.4.3, vol. 3A 2.3",
    (
        Bit(0, "CF", "carry", "carry", "no carry"),
        Bit(2, "PF", "parity", "even parity", "odd parity"),
        Bit(4, "AF", "auxiliary carry", "carry out of bit 3", "no carry out of bit 3"),
        Bit(6, "ZF", "zero", "the result was zero", "the result was not zero"),
        Bit(7, "SF", "sign", "the result was negative", "the result was not negative"),
        Bit(8, "TF", "trap", "a #DB follows every instruction", "no single stepping"),
        Bit(9, "IF", "interrupt enable", "external interrupts are taken", "external interrupts wait"),
        Bit(10, "DF", "direction", "string instructions go down", "string instructions go up"),
        Bit(11, "OF", "overflow", "signed overflow", "no signed overflow"),
        Bit(12, "IOPL", "I/O privilege level", "code up to this CPL may use ports", "only CPL 0 may use ports", 2),
        Bit(14, "NT", "nested task", "set", "clear"),
        Bit(16, "RF", "resume", "instruction breakpoints are ignored once", "instruction breakpoints work"),
        Bit(17, "VM", "virtual-8086 mode", "on", "off"),
        Bit(18, "AC", "alignment check / access control", "supervisor code may touch user pages under SMAP", "SMAP holds"),
        Bit(19, "VIF", "virtual interrupt", "set", "clear"),
        Bit(20, "VIP", "virtual interrupt pending", "set", "clear"),
        Bit(21, "ID", "identification", "set", "clear"),
    ),
)  # fmt: skip

RFLAGS_FIXED = 1 << 1
"""Bit 1 of RFLAGS always reads 1."""
RFLAGS_TF = RFLAGS.mask("TF")
RFLAGS_IF = RFLAGS.mask("IF")
RFLAGS_IOPL = RFLAGS.mask("IOPL")
RFLAGS_NT = RFLAGS.mask("NT")
RFLAGS_RF = RFLAGS.mask("RF")
RFLAGS_VM = RFLAGS.mask("VM")
RFLAGS_AC = RFLAGS.mask("AC")
RFLAGS_VIF = RFLAGS.mask("VIF")
RFLAGS_VIP = RFLAGS.mask("VIP")
RFLAGS_KNOWN = RFLAGS.known

ERROR = Layout(
    "page-fault error code",
    "SDM vol. 3A 4.7",
    (
        Bit(0, "P", "protection violation", "the page is present, but a rule refused the access", "an entry on the way was not present"),
        Bit(1, "W", "write", "the access was a write", "the access was not a write"),
        Bit(2, "U", "user mode", "user-mode code (CPL 3) made the access", "the supervisor (CPL 0-2, or the CPU itself) made the access"),
        Bit(3, "RSVD", "reserved bit", "a reserved bit is set in an entry on the way", "no reserved bit was found set"),
        Bit(4, "I", "instruction fetch", "the access was an instruction fetch", "the access was not an instruction fetch (or neither NXE nor SMEP is on)"),
        Bit(5, "PK", "protection key", "the page's protection key refuses the access", "no protection key refused the access"),
    ),
)  # fmt: skip

ERROR_P = ERROR.mask("P")
ERROR_W = ERROR.mask("W")
ERROR_U = ERROR.mask("U")
ERROR_RSVD = ERROR.mask("RSVD")
ERROR_I = ERROR.mask("I")
ERROR_PK = ERROR.mask("PK")

SELECTOR_ERROR = Layout(
    "selector error code",
    "SDM vol. 3A 6.13",
    (
        Bit(0, "EXT", "external event", "delivering an exception or an external interrupt caused it", "the program itself caused it"),
        Bit(1, "IDT", "descriptor location", "the index is that of a gate in the IDT", "the index is that of a descriptor in the GDT or LDT"),
        Bit(2, "TI", "table indicator", "the descriptor is in the LDT", "the descriptor is in the GDT"),
        Bit(3, "INDEX", "index", "which gate or descriptor", "which gate or descriptor: number 0, or none", 13),
    ),
)  # fmt: skip

SELECTOR_EXT = SELECTOR_ERROR.mask("EXT")
SELECTOR_IDT = SELECTOR_ERROR.mask("IDT")

//! `RefCell` and `Cell`: shared accounts that several owners change by turns.
#![no_std]
#![no_main]

use core::cell::{Cell, RefCell};
use core::panic::PanicInfo;

struct Account {
    balance: i64,
    changes: u32,
}

struct Clerk<'a> {
    account: &'a RefCell<Account>,
    served: &'a Cell<u32>,
}

impl Clerk<'_> {
    fn pay_in(&self, amount: i64) {
        let mut account = self.account.borrow_mut();
        account.balance += amount;
        account.changes += 1;
        self.served.set(self.served.get() + 1);
    }

    fn look(&self) -> i64 {
        self.account.borrow().balance
    }

    fn try_twice(&self) -> bool {
        let first = self.account.try_borrow_mut();
        let second = self.account.try_borrow();
        first.is_ok() && second.is_err()
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let account = RefCell::new(Account { balance: 0, changes: 0 });
    let served = Cell::new(0);
    let one = Clerk { account: &account, served: &served };
    let two = Clerk { account: &account, served: &served };
    for turn in 0..800 {
        one.pay_in(turn % 5);
        if two.look() % 2 == 0 {
            two.pay_in(-1);
        }
        assert!(two.try_twice());
    }
    let total = account.borrow().changes;
    assert!(total == served.get());
    loop {
        x86_64::instructions::hlt();
    }
}

#[panic_handler]
fn panic(_info: &PanicInfo) -> ! {
    loop {}
}

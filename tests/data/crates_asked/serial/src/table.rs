use alloc::{boxed::Box, string::String, vec::Vec};
use hashbrown::{hash_map::Entry, HashMap};
use spin::{Lazy, RwLock};

type Command = Box<dyn Fn(&[&str]) -> Result<String, &'static str> + Send + Sync>;

static COMMANDS: Lazy<RwLock<HashMap<&'static str, Command>>> = Lazy::new(|| RwLock::new(HashMap::new()));

fn register<F>(name: &'static str, run: F)
where
    F: Fn(&[&str]) -> Result<String, &'static str> + Send + Sync + 'static,
{
    match COMMANDS.write().entry(name) {
        Entry::Occupied(taken) => warn!("{} is there already", taken.key()),
        Entry::Vacant(free) => {
            free.insert(Box::new(run));
        }
    }
}

fn call(line: &str) -> Result<String, &'static str> {
    let mut words = line.split_ascii_whitespace();
    let name = words.next().ok_or("nothing typed")?;
    let args: Vec<&str> = words.collect();
    COMMANDS.read().get(name).ok_or("no such command")?(&args)
}

pub fn run() {
    register("echo", |args| Ok(args.join(" ")));
    register("add", |args| {
        let sum: i64 = args.iter().map(|a| a.parse::<i64>()).sum::<Result<_, _>>().map_err(|_| "not a number")?;
        Ok(alloc::format!("{sum}"))
    });
    register("add", |_| Err("never"));
    for line in ["echo a  b", "add 1 2 39", "add one", "fly", ""] {
        match call(line) {
            Ok(text) => info!("{line:?} -> {text}"),
            Err(why) => error!("{line:?}: {why}"),
        }
    }
    COMMANDS.write().clear();
}

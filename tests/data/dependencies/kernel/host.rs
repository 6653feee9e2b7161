fn main() {
    dependent_kernel::tell(&mut |name, what| println!("{name}: {what}"));
}

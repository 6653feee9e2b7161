use super::{Task, TaskId};
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::task::Wake;
use core::task::{Context, Poll, Waker};
use crossbeam_queue::ArrayQueue;

pub struct Executor {
    tasks: BTreeMap<TaskId, Task>,
    queue: Arc<ArrayQueue<TaskId>>,
    wakers: BTreeMap<TaskId, Waker>,
}

impl Executor {
    pub fn new() -> Self {
        Executor { tasks: BTreeMap::new(), queue: Arc::new(ArrayQueue::new(100)), wakers: BTreeMap::new() }
    }

    pub fn spawn(&mut self, task: Task) {
        let id = task.id;
        if self.tasks.insert(id, task).is_some() {
            panic!("this id is taken");
        }
        self.queue.push(id).expect("queue full");
    }

    pub fn run(&mut self) -> ! {
        loop {
            self.run_ready();
            self.sleep_if_idle();
        }
    }

    fn run_ready(&mut self) {
        let Self { tasks, queue, wakers } = self;
        while let Some(id) = queue.pop() {
            let task = match tasks.get_mut(&id) {
                Some(task) => task,
                None => continue,
            };
            let waker = wakers.entry(id).or_insert_with(|| TaskWaker::waker(id, queue.clone()));
            let mut context = Context::from_waker(waker);
            match task.poll(&mut context) {
                Poll::Ready(()) => {
                    tasks.remove(&id);
                    wakers.remove(&id);
                    crate::println!("{:?} is done", id);
                }
                Poll::Pending => {}
            }
        }
    }

    fn sleep_if_idle(&self) {
        use x86_64::instructions::interrupts::{self, enable_and_hlt};

        interrupts::disable();
        if self.queue.is_empty() {
            enable_and_hlt();
        } else {
            interrupts::enable();
        }
    }
}

struct TaskWaker {
    id: TaskId,
    queue: Arc<ArrayQueue<TaskId>>,
}

impl TaskWaker {
    fn waker(id: TaskId, queue: Arc<ArrayQueue<TaskId>>) -> Waker {
        Waker::from(Arc::new(TaskWaker { id, queue }))
    }

    fn wake_task(&self) {
        self.queue.push(self.id).expect("queue full");
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_task();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_task();
    }
}

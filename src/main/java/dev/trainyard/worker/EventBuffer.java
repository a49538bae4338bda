package dev.trainyard.worker;

import dev.trainyard.job.NewEvent;
import dev.trainyard.job.Phase;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between the thread that listens to a trainer and the one that writes to the database. When it is full, values from the
 * way through an epoch are dropped, the oldest first; everything else waits for room.
 */
final class EventBuffer {

    /** Something to be written, in order. */
    sealed interface Item {}

    record Happened(NewEvent event) implements Item {
        boolean isDroppable() {
            return event instanceof NewEvent.Metrics metrics && !metrics.endOfEpoch();
        }
    }

    record Entered(Phase phase) implements Item {}

    record Written(CheckpointWritten checkpoint) implements Item {}

    private final int capacity;
    private final long lingerNanos;
    private final Deque<Item> items = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long lastTaken;
    private boolean urgent;
    private boolean closed;

    /** @param lingerMillis how long ordinary items wait for company, so that they are written together */
    EventBuffer(int capacity, long lingerMillis) {
        this.capacity = capacity;
        this.lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis);
        this.lastTaken = System.nanoTime() - lingerNanos;
    }

    /** Adds an item; false when the buffer was closed and nothing more is written. */
    boolean put(Item item) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && items.size() >= capacity && !dropOne()) {
                if (item instanceof Happened happened && happened.isDroppable()) {
                    return true;
                }
                changed.await();
            }
            if (closed) {
                return false;
            }
            items.addLast(item);
            urgent |= !(item instanceof Happened);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean dropOne() {
        for (Iterator<Item> each = items.iterator(); each.hasNext(); ) {
            if (each.next() instanceof Happened happened && happened.isDroppable()) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** Waits for items and takes them all; an empty list says that it was closed and nothing is left. */
    List<Item> takeAll() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitItems();
            List<Item> all = new ArrayList<>(items);
            items.clear();
            urgent = false;
            lastTaken = System.nanoTime();
            changed.signalAll();
            return all;
        } finally {
            lock.unlock();
        }
    }

    private void awaitItems() throws InterruptedException {
        while (items.isEmpty() && !closed) {
            changed.await();
        }
        long left = lastTaken + lingerNanos - System.nanoTime();
        while (!closed && !urgent && items.size() < capacity && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    /** Nothing more comes; what is there may still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

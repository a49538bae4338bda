package dev.trainyard.trainer.batch;

/** Where the steps of an answer stand in the rows of its example. */
enum Standing {
    /** Each in its row. */
    STEP_BY_STEP,
    /** The last, in the only row. */
    LAST_STEP,
    /** All of them in the only row, in columns that count from 1. */
    ABREAST
}

package dev.trainyard.definition.layer;

/** What a layer asks of a recurrent one before it. */
public enum StepsNeed {
    /** An answer for each step. */
    STEPS,
    /** One answer for the whole sequence. */
    ROW,
    /** It takes either, and hands it on. */
    EITHER
}

package dev.trainyard.plan;

/** Tells where a new job would stand. */
public interface Queue {

    Plan.QueueOutlook outlook(ResolvedJob job);
}

package dev.trainyard.prediction;

/** What the body of a call asks for. */
public record Wanted(Asked asked, AnswerForm form, boolean explained) {}

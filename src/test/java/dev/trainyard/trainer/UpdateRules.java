package dev.trainyard.trainer;

import java.util.List;

/** All that a job may have its weights updated by, as tests go through them. */
public final class UpdateRules {

    public static final List<String> ALL = List.of(
            "sgd",
            "momentum",
            "nesterov",
            "adagrad",
            "adadelta",
            "rmsprop",
            "adam",
            "adamax",
            "amsgrad",
            "nadam",
            "adamw",
            "manhattan",
            "rprop");

    private UpdateRules() {}
}

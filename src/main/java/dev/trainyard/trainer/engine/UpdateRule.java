package dev.trainyard.trainer.engine;

import dev.trainyard.plan.Optimizer;
import java.util.List;

/**
 * Turns gradients into steps, by Keras' formulas. The loops run over plain arrays under one index, which the compiler
 * turns into vector instructions.
 */
interface UpdateRule {

    /** What it remembers for each parameter, such as {@code m} and {@code v}. */
    List<String> memory();

    /** What one of its memories starts with. */
    default float start(String memory) {
        return 0;
    }

    /**
     * Changes {@code w[from..to)}.
     *
     * @param g the gradient
     * @param memory one array for each name in {@link #memory}
     * @param update which update this is, from 1
     */
    void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update);

    static UpdateRule of(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Momentum rule) {
            return new GradientRules.Momentum(rule.momentum().floatValue());
        }
        if (optimizer instanceof Optimizer.Nesterov rule) {
            return new GradientRules.Nesterov(rule.momentum().floatValue());
        }
        if (optimizer instanceof Optimizer.AdaGrad rule) {
            return new AdaptiveRules.AdaGrad(rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.AdaDelta rule) {
            return new AdaptiveRules.AdaDelta(
                    rule.rho().floatValue(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.RmsProp rule) {
            return new AdaptiveRules.RmsProp(
                    rule.rho().floatValue(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.Adam rule) {
            return new AdamRules.Adam(rule.beta1(), rule.beta2(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.AdaMax rule) {
            return new AdamRules.AdaMax(
                    rule.beta1(), rule.beta2(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.AmsGrad rule) {
            return new AdamRules.AmsGrad(
                    rule.beta1(), rule.beta2(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.Nadam rule) {
            return new AdamRules.Nadam(
                    rule.beta1(), rule.beta2(), rule.epsilon().floatValue());
        }
        if (optimizer instanceof Optimizer.AdamW rule) {
            return new AdamRules.AdamW(
                    new AdamRules.Adam(
                            rule.beta1(), rule.beta2(), rule.epsilon().floatValue()),
                    rule.weightDecay());
        }
        if (optimizer instanceof Optimizer.Rprop rule) {
            return new SignRules.Rprop(
                    rule.learningRate().floatValue(),
                    rule.etaPlus().floatValue(),
                    rule.etaMinus().floatValue(),
                    rule.minStep().floatValue(),
                    rule.maxStep().floatValue());
        }
        if (optimizer instanceof Optimizer.Manhattan) {
            return new SignRules.Manhattan();
        }
        return new GradientRules.Sgd();
    }
}

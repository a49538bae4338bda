package dev.trainyard.trainer.fused;

import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What an update makes of parameters, written down parameter by parameter in double precision. */
final class ExactRule {

    private static final double FLOAT = Math.ulp(1f);

    private final Training training;
    private final double[] first;
    private final double[] second;
    private final double[] third;
    private final double[] doubts;
    private int updates;

    ExactRule(Training training, int parameters) {
        this.training = training;
        this.first = new double[parameters];
        this.second = new double[parameters];
        this.third = new double[parameters];
        this.doubts = new double[parameters];
        Arrays.fill(first, training.optimizer() instanceof Optimizer.AdaGrad ? 0.1 : 0);
        Arrays.fill(second, training.optimizer() instanceof Optimizer.Rprop rule ? rule.learningRate() : 0);
    }

    /** The parameters after an update. */
    double[] updated(float[] before, float[] gradient, List<Segment> segments, double rate) {
        updates++;
        double[] g = new double[gradient.length];
        for (Segment segment : segments) {
            for (int i = segment.from(); i < segment.to(); i++) {
                double decay = segment.isKernel() ? decay(before[i]) : 0;
                g[i] = gradient[i] + decay;
                doubts[i] = Math.max(doubts[i], FLOAT * (Math.abs(gradient[i]) + Math.abs(decay)) / Math.abs(g[i]));
            }
        }
        clip(g, segments);
        double[] after = new double[before.length];
        for (Segment segment : segments) {
            for (int i = segment.from(); i < segment.to(); i++) {
                after[i] = segment.statistic() ? before[i] - gradient[i] : stepped(i, before[i], g[i], rate);
            }
        }
        return after;
    }

    /** How far a parameter's steps are uncertain, where slope and regularization nearly cancelled each other as floats. */
    double doubt(int parameter) {
        return doubts[parameter];
    }

    private double decay(double parameter) {
        return training.regularization().l1() * Math.signum(parameter)
                + training.regularization().l2() * parameter;
    }

    private void clip(double[] g, List<Segment> segments) {
        Training.GradientClipping clipping = training.gradientClipping();
        if (clipping != null && clipping.value() != null) {
            for (int i = 0; i < g.length; i++) {
                g[i] = Math.max(-clipping.value(), Math.min(clipping.value(), g[i]));
            }
        } else if (clipping != null && clipping.norm() != null) {
            segments.stream()
                    .filter(segment -> !segment.statistic())
                    .collect(Collectors.groupingBy(Segment::layer))
                    .values()
                    .forEach(layer -> clipNorm(g, layer, clipping.norm()));
        }
    }

    private static void clipNorm(double[] g, List<Segment> layer, double bound) {
        double squares = 0;
        for (Segment segment : layer) {
            for (int i = segment.from(); i < segment.to(); i++) {
                squares += g[i] * g[i];
            }
        }
        double factor = Math.min(1, bound / Math.max(Math.sqrt(squares), 1e-300));
        for (Segment segment : layer) {
            for (int i = segment.from(); i < segment.to(); i++) {
                g[i] *= factor;
            }
        }
    }

    private double stepped(int i, double w, double g, double rate) {
        Optimizer optimizer = training.optimizer();
        if (optimizer instanceof Optimizer.Momentum rule) {
            first[i] = rule.momentum() * first[i] - rate * g;
            return w + first[i];
        }
        if (optimizer instanceof Optimizer.Nesterov rule) {
            first[i] = rule.momentum() * first[i] - rate * g;
            return w + rule.momentum() * first[i] - rate * g;
        }
        if (optimizer instanceof Optimizer.AdaGrad rule) {
            first[i] += g * g;
            return w - rate * g / Math.sqrt(first[i] + rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AdaDelta rule) {
            first[i] = rule.rho() * first[i] + (1 - rule.rho()) * g * g;
            double step = g * Math.sqrt((second[i] + rule.epsilon()) / (first[i] + rule.epsilon()));
            second[i] = rule.rho() * second[i] + (1 - rule.rho()) * step * step;
            return w - rate * step;
        }
        if (optimizer instanceof Optimizer.RmsProp rule) {
            second[i] = rule.rho() * second[i] + (1 - rule.rho()) * g * g;
            return w - rate * g / Math.sqrt(second[i] + rule.epsilon());
        }
        if (optimizer instanceof Optimizer.Rprop rule) {
            return turning(rule, i, w, g);
        }
        if (optimizer instanceof Optimizer.Manhattan) {
            return w - rate * Math.signum(g);
        }
        return optimizer instanceof Optimizer.Sgd ? w - rate * g : adaptive(i, w, g, rate);
    }

    private double turning(Optimizer.Rprop rule, int i, double w, double g) {
        double trend = g * first[i];
        double slope = trend < 0 ? 0 : g;
        second[i] = trend > 0
                ? Math.min(second[i] * rule.etaPlus(), rule.maxStep())
                : trend < 0 ? Math.max(second[i] * rule.etaMinus(), rule.minStep()) : second[i];
        first[i] = Math.signum(slope);
        return w - first[i] * second[i];
    }

    private double adaptive(int i, double w, double g, double rate) {
        Optimizer optimizer = training.optimizer();
        if (optimizer instanceof Optimizer.AdaMax rule) {
            first[i] = rule.beta1() * first[i] + (1 - rule.beta1()) * g;
            second[i] = Math.max(rule.beta2() * second[i], Math.abs(g));
            return w - rate / (1 - Math.pow(rule.beta1(), updates)) * first[i] / (second[i] + rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AmsGrad rule) {
            return w - rate * moments(rule.beta1(), rule.beta2(), i, g, true) / (third[i] + rule.epsilon());
        }
        if (optimizer instanceof Optimizer.Adam rule) {
            return w - rate * moments(rule.beta1(), rule.beta2(), i, g, false) / (third[i] + rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AdamW rule) {
            double kept = w * (1 - rate * rule.weightDecay());
            return kept - rate * moments(rule.beta1(), rule.beta2(), i, g, false) / (third[i] + rule.epsilon());
        }
        Optimizer.Nadam rule = (Optimizer.Nadam) optimizer;
        moments(rule.beta1(), rule.beta2(), i, g, false);
        double product = 1;
        for (int update = 1; update <= updates; update++) {
            product *= momentum(rule, update);
        }
        double next = momentum(rule, updates + 1);
        double mean = next * first[i] / (1 - product * next) + (1 - momentum(rule, updates)) * g / (1 - product);
        return w - rate * mean / (Math.sqrt(second[i] / (1 - Math.pow(rule.beta2(), updates))) + rule.epsilon());
    }

    private static double momentum(Optimizer.Nadam rule, int update) {
        return rule.beta1() * (1 - 0.5 * Math.pow(0.96, update));
    }

    /** The mean of the gradients, both corrections in it; the root to divide it by is the third memory. */
    private double moments(double beta1, double beta2, int i, double g, boolean largest) {
        first[i] = beta1 * first[i] + (1 - beta1) * g;
        second[i] = beta2 * second[i] + (1 - beta2) * g * g;
        third[i] = largest ? Math.max(third[i], Math.sqrt(second[i])) : Math.sqrt(second[i]);
        return first[i] * Math.sqrt(1 - Math.pow(beta2, updates)) / (1 - Math.pow(beta1, updates));
    }
}

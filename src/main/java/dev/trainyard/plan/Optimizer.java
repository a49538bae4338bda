package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.json.ByTypeName;
import tools.jackson.databind.annotation.JsonTypeIdResolver;

/** The rule by which gradients become steps; parameters and defaults are Keras'. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "type")
@JsonTypeIdResolver(ByTypeName.class)
public sealed interface Optimizer {

    Double learningRate();

    /** The same rule at another rate. */
    Optimizer at(double learningRate);

    /** The batch that {@code "auto"} stands for. */
    default BatchSize usualBatch() {
        return BatchSize.USUAL;
    }

    /** Whether it looks at nothing but the signs of the gradient. */
    default boolean goesBySigns() {
        return false;
    }

    private static double or(Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private static Double rate(Double value, double otherwise) {
        double rate = or(value, otherwise);
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRate is %s; it is a number above 0".formatted(rate));
        }
        return rate;
    }

    private static Double share(String name, Double value, double otherwise) {
        double share = or(value, otherwise);
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("%s is %s; it is from 0 up to, but not, 1".formatted(name, share));
        }
        return share;
    }

    private static Double small(Double value, double otherwise) {
        double epsilon = or(value, otherwise);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon is %s; it is a small number above 0".formatted(epsilon));
        }
        return epsilon;
    }

    /** Plain gradient descent. */
    @JsonTypeName("sgd")
    record Sgd(Double learningRate) implements Optimizer {
        public Sgd {
            learningRate = rate(learningRate, 0.01);
        }

        @Override
        public Optimizer at(double rate) {
            return new Sgd(rate);
        }
    }

    /** Gradient descent with momentum (Polyak 1964): {@code v = momentum v - rate g; w += v}. */
    @JsonTypeName("momentum")
    record Momentum(Double learningRate, Double momentum) implements Optimizer {
        public Momentum {
            learningRate = rate(learningRate, 0.01);
            momentum = share("momentum", momentum, 0.9);
        }

        @Override
        public Optimizer at(double rate) {
            return new Momentum(rate, momentum);
        }
    }

    /** Nesterov's accelerated gradient (Sutskever et al. 2013). */
    @JsonTypeName("nesterov")
    record Nesterov(Double learningRate, Double momentum) implements Optimizer {
        public Nesterov {
            learningRate = rate(learningRate, 0.01);
            momentum = share("momentum", momentum, 0.9);
        }

        @Override
        public Optimizer at(double rate) {
            return new Nesterov(rate, momentum);
        }
    }

    /** Duchi et al. 2011. */
    @JsonTypeName("adagrad")
    record AdaGrad(Double learningRate, Double epsilon) implements Optimizer {
        public AdaGrad {
            learningRate = rate(learningRate, 0.01);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new AdaGrad(rate, epsilon);
        }
    }

    /** Zeiler 2012; its steps need no rate, {@code learningRate} scales them. */
    @JsonTypeName("adadelta")
    record AdaDelta(Double learningRate, Double rho, Double epsilon) implements Optimizer {
        public AdaDelta {
            learningRate = rate(learningRate, 1.0);
            rho = share("rho", rho, 0.95);
            epsilon = small(epsilon, 1e-6);
        }

        @Override
        public Optimizer at(double rate) {
            return new AdaDelta(rate, rho, epsilon);
        }
    }

    /** Tieleman and Hinton 2012. */
    @JsonTypeName("rmsprop")
    record RmsProp(Double learningRate, Double rho, Double epsilon) implements Optimizer {
        public RmsProp {
            learningRate = rate(learningRate, 0.001);
            rho = share("rho", rho, 0.9);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new RmsProp(rate, rho, epsilon);
        }
    }

    /** Kingma and Ba 2015. */
    @JsonTypeName("adam")
    record Adam(Double learningRate, Double beta1, Double beta2, Double epsilon) implements Optimizer {
        public Adam {
            learningRate = rate(learningRate, 0.001);
            beta1 = share("beta1", beta1, 0.9);
            beta2 = share("beta2", beta2, 0.999);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new Adam(rate, beta1, beta2, epsilon);
        }
    }

    /** Kingma and Ba 2015, section 7.1. */
    @JsonTypeName("adamax")
    record AdaMax(Double learningRate, Double beta1, Double beta2, Double epsilon) implements Optimizer {
        public AdaMax {
            learningRate = rate(learningRate, 0.001);
            beta1 = share("beta1", beta1, 0.9);
            beta2 = share("beta2", beta2, 0.999);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new AdaMax(rate, beta1, beta2, epsilon);
        }
    }

    /** Reddi et al. 2018. */
    @JsonTypeName("amsgrad")
    record AmsGrad(Double learningRate, Double beta1, Double beta2, Double epsilon) implements Optimizer {
        public AmsGrad {
            learningRate = rate(learningRate, 0.001);
            beta1 = share("beta1", beta1, 0.9);
            beta2 = share("beta2", beta2, 0.999);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new AmsGrad(rate, beta1, beta2, epsilon);
        }
    }

    /** Adam that looks ahead as Nesterov's momentum does (Dozat 2016), with Keras' warming momentum schedule. */
    @JsonTypeName("nadam")
    record Nadam(Double learningRate, Double beta1, Double beta2, Double epsilon) implements Optimizer {
        public Nadam {
            learningRate = rate(learningRate, 0.001);
            beta1 = share("beta1", beta1, 0.9);
            beta2 = share("beta2", beta2, 0.999);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new Nadam(rate, beta1, beta2, epsilon);
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2019): before each step every parameter shrinks by
     * {@code rate · weightDecay} of itself, whatever its gradient.
     */
    @JsonTypeName("adamw")
    record AdamW(Double learningRate, Double weightDecay, Double beta1, Double beta2, Double epsilon)
            implements Optimizer {
        public AdamW {
            learningRate = rate(learningRate, 0.001);
            weightDecay = share("weightDecay", weightDecay, 0.004);
            beta1 = share("beta1", beta1, 0.9);
            beta2 = share("beta2", beta2, 0.999);
            epsilon = small(epsilon, 1e-7);
        }

        @Override
        public Optimizer at(double rate) {
            return new AdamW(rate, weightDecay, beta1, beta2, epsilon);
        }
    }

    /**
     * Resilient propagation (Riedmiller and Braun 1993) in its form iRPROP- (Igel and Hüsken 2003): each parameter has a
     * step of its own, which grows by {@code etaPlus} while the sign of its gradient stays, and shrinks by
     * {@code etaMinus} when it turns. Signs mean something over all training rows only, so a batch is all of them.
     *
     * @param learningRate the first step of every parameter
     */
    @JsonTypeName("rprop")
    record Rprop(Double learningRate, Double etaPlus, Double etaMinus, Double minStep, Double maxStep)
            implements Optimizer {
        public Rprop {
            learningRate = rate(learningRate, 0.1);
            etaPlus = or(etaPlus, 1.2);
            etaMinus = or(etaMinus, 0.5);
            minStep = or(minStep, 1e-6);
            maxStep = or(maxStep, 50);
            if (!(etaMinus > 0 && etaMinus < 1 && etaPlus > 1 && etaPlus < 100)) {
                throw new IllegalArgumentException(
                        "etaMinus is %s and etaPlus %s; etaMinus is between 0 and 1, etaPlus above 1"
                                .formatted(etaMinus, etaPlus));
            }
            if (!(minStep > 0 && minStep <= learningRate && learningRate <= maxStep && maxStep < 1e30)) {
                throw new IllegalArgumentException(
                        "minStep is %s, learningRate %s and maxStep %s; the first step lies between the other two"
                                .formatted(minStep, learningRate, maxStep));
            }
        }

        @Override
        public Optimizer at(double rate) {
            return new Rprop(rate, etaPlus, etaMinus, Math.min(minStep, rate), Math.max(maxStep, rate));
        }

        @Override
        public BatchSize usualBatch() {
            return BatchSize.FULL;
        }

        @Override
        public boolean goesBySigns() {
            return true;
        }
    }

    /** Manhattan propagation: every parameter steps by the rate, against the sign of its gradient. */
    @JsonTypeName("manhattan")
    record Manhattan(Double learningRate) implements Optimizer {
        public Manhattan {
            learningRate = rate(learningRate, 0.001);
        }

        @Override
        public Optimizer at(double rate) {
            return new Manhattan(rate);
        }

        @Override
        public boolean goesBySigns() {
            return true;
        }
    }
}

package dev.trainyard.trainer.engine;

/** Losses that add up over the outputs of a row: a term for each output, or their mean. */
enum AnswerLosses implements RowLoss {
    MSE(true) {
        @Override
        double term(double output, double target) {
            return (output - target) * (output - target);
        }

        @Override
        double derivative(double output, double target) {
            return 2 * (output - target);
        }
    },
    SSE(false) {
        @Override
        double term(double output, double target) {
            return 0.5 * (output - target) * (output - target);
        }

        @Override
        double derivative(double output, double target) {
            return output - target;
        }
    },
    MAE(true) {
        @Override
        double term(double output, double target) {
            return Math.abs(output - target);
        }

        @Override
        double derivative(double output, double target) {
            return Math.signum(output - target);
        }
    },
    HUBER(true) {
        @Override
        double term(double output, double target) {
            double error = Math.abs(output - target);
            return error <= 1 ? 0.5 * error * error : error - 0.5;
        }

        @Override
        double derivative(double output, double target) {
            return Math.max(-1, Math.min(1, output - target));
        }
    },
    BINARY_CROSSENTROPY(true) {
        @Override
        double term(double output, double target) {
            double p = probability(output);
            return -target * Math.log(p) - (1 - target) * Math.log(1 - p);
        }

        @Override
        double derivative(double output, double target) {
            double p = probability(output);
            return (p - target) / (p * (1 - p));
        }
    },
    CATEGORICAL_CROSSENTROPY(false) {
        @Override
        double term(double output, double target) {
            return -target * Math.log(probability(output));
        }

        @Override
        double derivative(double output, double target) {
            return -target / probability(output);
        }
    },
    /** Targets of 0 count as -1. */
    HINGE(true) {
        @Override
        double term(double output, double target) {
            return Math.max(0, 1 - sign(target) * output);
        }

        @Override
        double derivative(double output, double target) {
            return sign(target) * output < 1 ? -sign(target) : 0;
        }

        private static double sign(double target) {
            return target > 0 ? 1 : -1;
        }
    },
    POISSON(true) {
        @Override
        double term(double output, double target) {
            return output - target * Math.log(output + SMALLEST);
        }

        @Override
        double derivative(double output, double target) {
            return 1 - target / (output + SMALLEST);
        }
    },
    KLD(false) {
        @Override
        double term(double output, double target) {
            return target <= 0 ? 0 : target * Math.log(target / probability(output));
        }

        @Override
        double derivative(double output, double target) {
            return target <= 0 ? 0 : -target / probability(output);
        }
    };

    /** Keras' epsilon: probabilities stay so far from 0 and 1. */
    private static final double SMALLEST = 1e-7;

    private final boolean mean;

    AnswerLosses(boolean mean) {
        this.mean = mean;
    }

    abstract double term(double output, double target);

    abstract double derivative(double output, double target);

    @Override
    public double value(double[] outputs, double[] targets, int at, int width) {
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += term(outputs[i], targets[i]);
        }
        return mean ? sum / width : sum;
    }

    @Override
    public void slope(double[] outputs, double[] targets, int at, int width, double[] into) {
        double share = mean ? 1.0 / width : 1.0;
        for (int i = at; i < at + width; i++) {
            into[i] = share * derivative(outputs[i], targets[i]);
        }
    }

    private static double probability(double output) {
        return Math.max(SMALLEST, Math.min(1 - SMALLEST, output));
    }
}

package dev.trainyard.trainer.dl4j;

import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Schedule;
import dev.trainyard.plan.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * DL4J's own update rule that comes nearest, for those who go on with DL4J: plain momentum becomes Nesterov's, AdamW is
 * Adam beside DL4J's weight decay, and rules that go by signs, which DL4J lacks, become plain gradient descent.
 */
final class StockRules {

    private StockRules() {}

    static IUpdater of(Training training) {
        Optimizer optimizer = training.optimizer();
        IUpdater rule = of(optimizer);
        if (!(optimizer instanceof Optimizer.AdaDelta)) {
            rule.setLrAndSchedule(optimizer.learningRate(), schedule(training));
        }
        return rule;
    }

    /** In what DL4J goes on differently, if it does. */
    static Optional<String> difference(Training training) {
        List<String> differences = new ArrayList<>();
        Optimizer optimizer = training.optimizer();
        if (optimizer instanceof Optimizer.Momentum) {
            differences.add("its momentum is Nesterov's");
        } else if (optimizer instanceof Optimizer.AdamW) {
            differences.add("its adamw is Adam beside a decay of the weights");
        } else if (of(optimizer) instanceof Sgd && !(optimizer instanceof Optimizer.Sgd)) {
            differences.add("DL4J has no such update rule and descends the plain gradient");
        }
        Schedule schedule = training.schedule();
        if (schedule != null && !(schedule instanceof Schedule.Step || schedule instanceof Schedule.Exponential)) {
            differences.add("the learning rate stays where it ended");
        }
        if (training.classWeights() != null) {
            differences.add("rows are not weighed by class");
        }
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of("it answers alike; trained on in DL4J, " + String.join(", and ", differences));
    }

    private static IUpdater of(Optimizer optimizer) {
        double rate = optimizer.learningRate();
        if (optimizer instanceof Optimizer.Momentum rule) {
            return new Nesterovs(rate, rule.momentum());
        }
        if (optimizer instanceof Optimizer.Nesterov rule) {
            return new Nesterovs(rate, rule.momentum());
        }
        if (optimizer instanceof Optimizer.AdaGrad rule) {
            return new AdaGrad(rate, rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AdaDelta rule) {
            return new AdaDelta(rule.rho(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.RmsProp rule) {
            return new RmsProp(rate, rule.rho(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.Adam rule) {
            return new Adam(rate, rule.beta1(), rule.beta2(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AdaMax rule) {
            return new AdaMax(rate, rule.beta1(), rule.beta2(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AmsGrad rule) {
            return new AMSGrad(rate, rule.beta1(), rule.beta2(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.Nadam rule) {
            return new Nadam(rate, rule.beta1(), rule.beta2(), rule.epsilon());
        }
        if (optimizer instanceof Optimizer.AdamW rule) {
            return new Adam(rate, rule.beta1(), rule.beta2(), rule.epsilon());
        }
        return new Sgd(rate);
    }

    /** Where DL4J has no such schedule it goes on at the rate that training ended with. */
    private static ISchedule schedule(Training training) {
        double rate = training.optimizer().learningRate();
        Schedule schedule = training.schedule();
        if (schedule instanceof Schedule.Step step) {
            return new StepSchedule(ScheduleType.EPOCH, rate, step.factor(), step.every());
        }
        if (schedule instanceof Schedule.Exponential exponential) {
            double gamma = Math.pow(exponential.factor(), 1.0 / exponential.every());
            return new ExponentialSchedule(ScheduleType.EPOCH, rate, gamma);
        }
        return new FixedSchedule(training.learningRate(training.epochs()));
    }
}

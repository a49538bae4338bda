package dev.trainyard.trainer.dl4j;

import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Training;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** DL4J's own update rule that comes nearest, for those who go on with DL4J; plain momentum becomes Nesterov's. */
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
        return new Sgd(rate);
    }

    private static ISchedule schedule(Training training) {
        double rate = training.optimizer().learningRate();
        Training.Schedule schedule = training.schedule();
        return schedule == null
                ? new FixedSchedule(rate)
                : new StepSchedule(ScheduleType.EPOCH, rate, schedule.factor(), schedule.every());
    }
}

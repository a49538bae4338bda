package dev.trainyard.trainer.rbm;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.Rbm;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.Supervised;
import dev.trainyard.trainer.technique.Technique;
import java.util.ServiceLoader;

/** Teaches a target to a stack of machines: each is pre-trained on the rows alone, then the whole learns the target. */
@AutoService(Technique.class)
public final class DeepBeliefTechnique implements Technique {

    @Override
    public boolean teaches(ResolvedJob job) {
        return job.definition() instanceof Rbm && !job.output().rebuilds();
    }

    @Override
    public Lesson begin(ResolvedJob job, Prepared data) {
        EngineMaker whole = ServiceLoader.load(EngineMaker.class, EngineMaker.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(maker -> maker.name() == Resources.Engine.DL4J)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("DL4J is not on the class path"));
        return new Supervised(job, data, new PretrainingMaker(whole));
    }
}

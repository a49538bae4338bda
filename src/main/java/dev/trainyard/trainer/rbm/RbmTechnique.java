package dev.trainyard.trainer.rbm;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.Rbm;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.technique.Lesson;
import dev.trainyard.trainer.technique.Technique;

/** Teaches machines without a target. */
@AutoService(Technique.class)
public final class RbmTechnique implements Technique {

    @Override
    public boolean teaches(ResolvedJob job) {
        return job.definition() instanceof Rbm && job.output().rebuilds();
    }

    @Override
    public Lesson begin(ResolvedJob job, Prepared data) {
        return new RbmLesson(job, data);
    }
}

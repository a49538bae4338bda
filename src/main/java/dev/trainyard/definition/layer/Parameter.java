package dev.trainyard.definition.layer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter of a layer to people and to the JSON Schema. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

    /** What it does, in one sentence. */
    String value();

    /** Whether it has no default. */
    boolean required() default false;

    /** The smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** The number it must stay above. */
    double above() default Double.NEGATIVE_INFINITY;

    /** The number it must stay below. */
    double below() default Double.POSITIVE_INFINITY;
}

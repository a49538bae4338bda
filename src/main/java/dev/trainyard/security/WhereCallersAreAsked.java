package dev.trainyard.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Only where {@code TRAINYARD_SECURITY} is not {@code off}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(WhereCallersAreAsked.Asked.class)
@interface WhereCallersAreAsked {

    /** Asks the setting. */
    class Asked implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return SecurityMode.of(context.getEnvironment().getProperty("trainyard.security", "off"))
                    != SecurityMode.OFF;
        }
    }
}

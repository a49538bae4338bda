package dev.trainyard.role;

import java.util.Arrays;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where {@code trainyard.roles} names the role. */
abstract class OnRole implements Condition {

    private final Role role;

    OnRole(Role role) {
        this.role = role;
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Role[] roles = Binder.get(context.getEnvironment())
                .bind("trainyard.roles", Role[].class)
                .orElse(Role.values());
        return Arrays.asList(roles).contains(role);
    }

    static final class Api extends OnRole {
        Api() {
            super(Role.API);
        }
    }

    static final class Worker extends OnRole {
        Worker() {
            super(Role.WORKER);
        }
    }
}

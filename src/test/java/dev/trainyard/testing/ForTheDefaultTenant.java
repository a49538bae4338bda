package dev.trainyard.testing;

import dev.trainyard.tenant.Tenant;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Has tests that speak to parts of the service do so for the tenant of whoever is not asked. */
public final class ForTheDefaultTenant implements InvocationInterceptor {

    static {
        Awaitility.pollInSameThread(); // others would look for nobody
    }

    /** A thread beside the test's. */
    public static Thread thread(Runnable work) {
        return new Thread(() -> {
            try (Tenant.Scope ignored = Tenant.of(Tenant.DEFAULT)) {
                work.run();
            }
        });
    }

    private static <T> T forTheTenant(Invocation<T> invocation) throws Throwable {
        try (Tenant.Scope ignored = Tenant.of(Tenant.DEFAULT)) {
            return invocation.proceed();
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> context, ExtensionContext extension)
            throws Throwable {
        return forTheTenant(invocation);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        return forTheTenant(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> context, ExtensionContext extension)
            throws Throwable {
        forTheTenant(invocation);
    }
}

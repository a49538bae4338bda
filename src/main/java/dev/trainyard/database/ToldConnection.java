package dev.trainyard.database;

import dev.trainyard.tenant.Tenant;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A connection of the pool, as long as it is lent; each statement that it prepares is one of the thread's tenant. */
final class ToldConnection implements InvocationHandler {

    private final Connection lent;
    private final ToldSession session;

    private ToldConnection(Connection lent, ToldSession session) {
        this.lent = lent;
        this.session = session;
    }

    static Connection of(Connection lent, ToldSession session) {
        return (Connection) Proxy.newProxyInstance(
                ToldConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new ToldConnection(lent, session));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "prepareStatement", "createStatement", "prepareCall" -> session.tell(lent, Tenant.told());
            case "rollback", "close", "abort" -> session.rolledBack();
            case "equals" -> {
                return arguments != null
                        && (proxy == arguments[0] || lent == arguments[0]); // statements name the pool's
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "unwrap" -> {
                return lent.isWrapperFor(argumentClass(arguments)) ? lent.unwrap(argumentClass(arguments)) : proxy;
            }
            default -> {}
        }
        Object answer = call(method, arguments);
        if (method.getName().equals("commit")) {
            session.committed();
        }
        return answer;
    }

    private static Class<?> argumentClass(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments[0] instanceof Class<?> type ? type : Connection.class;
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(lent, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}

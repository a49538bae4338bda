package dev.trainyard.bench.service;

/** Starts an H2O-3 node with its REST API, on the class path of H2O-3 alone. */
final class H2oMain {

    private H2oMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class.forName("water.H2OStarter")
                .getMethod("start", String[].class, boolean.class)
                .invoke(null, arguments, true);
    }
}

package dev.trainyard.duckdb;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Opens DuckDB, with the native library that lies unpacked already where {@value #LIBRARY} says so. The driver would look
 * for a packed one first, and spend half a second on it in every process; so it is loaded by a class loader that shows none.
 */
public final class DuckDbDriver {

    /** The system property that tells the unpacked library. */
    public static final String LIBRARY = "trainyard.duckdb.library";

    private static final String ADDRESS = "jdbc:duckdb:";
    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static @Nullable Driver driver;

    private DuckDbDriver() {}

    /** A database in memory. */
    public static Connection open(Properties settings) throws SQLException {
        String library = System.getProperty(LIBRARY);
        return library == null
                ? DriverManager.getConnection(ADDRESS, settings)
                : driver(library).connect(ADDRESS, settings);
    }

    private static synchronized Driver driver(String library) {
        if (driver == null) {
            try {
                driver = (Driver) new DriverClasses(library)
                        .loadClass(DRIVER)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | IOException e) {
                throw new IllegalStateException("DuckDB's driver cannot be loaded", e);
            }
        }
        return driver;
    }

    /** The driver's classes, and its native library from elsewhere. */
    private static final class DriverClasses extends URLClassLoader {

        private static final String PACKAGE = "org.duckdb.";

        private final String library;

        DriverClasses(String library) throws IOException {
            super(new URL[] {jar()}, DuckDbDriver.class.getClassLoader());
            this.library = library;
        }

        private static URL jar() throws IOException {
            URL driver = DuckDbDriver.class.getResource("/" + DRIVER.replace('.', '/') + ".class");
            if (driver != null && driver.openConnection() instanceof JarURLConnection connection) {
                return connection.getJarFileURL();
            }
            throw new IOException("DuckDB's driver does not lie in a jar");
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.startsWith("libduckdb") ? null : super.getResource(name);
        }

        @Override
        protected @Nullable String findLibrary(String name) {
            return name.equals("duckdb_java") ? library : null;
        }
    }
}

package dev.trainyard.database;

import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Where the repositories are, and how their queries are read. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(basePackages = "dev.trainyard", queryEnhancerSelector = PlainQueries.class)
class RepositoryConfiguration {}

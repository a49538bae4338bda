package dev.trainyard.database;

import org.springframework.data.jpa.repository.query.QueryEnhancerFactories;
import org.springframework.data.jpa.repository.query.QueryEnhancerSelector.DefaultQueryEnhancerSelector;

/**
 * Takes the repositories' queries as they are written. None is sorted or counted by rewriting it, and Spring Data's own
 * parser for that costs a tenth of the start; Hibernate still checks each query.
 */
class PlainQueries extends DefaultQueryEnhancerSelector {

    PlainQueries() {
        super(QueryEnhancerFactories.fallback(), QueryEnhancerFactories.fallback());
    }
}

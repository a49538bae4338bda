package dev.trainyard.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.audit.AuditLog;
import dev.trainyard.audit.AuditQuery;
import dev.trainyard.dataset.DatasetFilter;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.definition.Definitions;
import dev.trainyard.job.JobFilter;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.model.Models;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.security.ApiKeys;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.webhook.Webhooks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What lists read of a table of which others have nearly all; made within a transaction that nobody else sees. */
@TrainyardTest
class TenantListsTest {

    private static final int SHOWN = 20;
    private static final PageRequest NEWEST = new PageRequest(SHOWN, null);

    /** Of 3,000 rows the tenant has every hundredth. */
    private static final String THINGS =
            "select i, lpad(i::text, 20, '0') n, case when i % 100 = 0 then 'small' else 'large' end whose"
                    + " from generate_series(1, 3000) i";

    private static final List<String> ROWS = List.of(
            """
            insert into job (id, tenant, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts,
                keep_checkpoints, progress, state, finished_at)
            select 'job_' || n, whose, 'old', 'old', 'ds_none', '{}', '{}', 0, 'cpu', '{}', 3, 3,
                '{"epoch":0,"epochs":1,"iteration":0,"fraction":0}', 'succeeded', now()
            from (%s) thing
            """,
            """
            insert into dataset (id, tenant, name, kind, state, revision, file_name, bytes, sha256, spec)
            select 'ds_' || n, whose, 'old', 'tabular', 'rejected', 1, 'old.csv', 1, repeat('0', 64), '{}' from (%s) thing
            """,
            "insert into definition (id, tenant, definition) select 'def_' || n, whose, '{}' from (%s) thing",
            "insert into model (name, tenant, created_at) select 'm' || n, whose, now() + i * interval '1 s' from (%s) thing",
            "insert into model (name, tenant) select 'shared', case i when 1 then 'small' else 'large' || i end from (%s) thing",
            """
            insert into model_version (model, tenant, version, unservable, job_id, bundle, task, manifest, evaluation, metrics,
                provenance, artifacts, datasets)
            select 'shared', case when i <= 30 then 'small' else 'large' || i end, i, 'old', 'job_none', repeat('0', 64), 'none',
                '{}', '{}', '{}', '{}', '[]', '{}' from (%s) thing
            """,
            """
            insert into audit_entry (id, tenant, caller, method, path, status, address, request_id)
            select 'aud_' || n, whose, 'somebody', 'POST', '/', 201, '::1', 'none' from (%s) thing
            """,
            """
            insert into api_key (id, tenant, name, role, secret_sha256, prefix)
            select 'key_' || n, whose, 'old', 'viewer', repeat('0', 44) || n, 'ty_none' from (%s) thing
            """,
            """
            insert into webhook (id, tenant, url, events, secret, enabled)
            select 'whk_' || n, whose, 'https://nobody.example', '{}', decode(repeat('00', 32), 'hex'), false from (%s) thing
            """);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TrainingJobs jobs;

    @Autowired
    private Datasets datasets;

    @Autowired
    private Definitions definitions;

    @Autowired
    private Models models;

    @Autowired
    private AuditLog audit;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Webhooks webhooks;

    @Test
    void readHardlyMoreThanTheyShow() {
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            fill();
            try (Tenant.Scope ignored = Tenant.of("small")) {
                look();
            }
        });
    }

    private void fill() {
        try (Tenant.Scope ignored = Tenant.all()) {
            ROWS.forEach(rows -> jdbc.sql(rows.replace("%s", THINGS)).update());
        }
        // Plans go by what is known of the tables, which only their owner finds out.
        String role = jdbc.sql("select current_role").query(String.class).single();
        jdbc.sql("reset role").update();
        jdbc.sql("analyze job, dataset, definition, model, model_version, audit_entry, api_key, webhook")
                .update();
        jdbc.sql("set role " + role).update();
    }

    private void look() {
        String some = "select id from job order by id desc limit 21";
        assertThat(readOf("job", () -> jdbc.sql(some).query(String.class).list()))
                .as("what is read for the policy alone")
                .isGreaterThan(20 * SHOWN);
        JobFilter any = new JobFilter(null, null, null);
        assertReadsFew("job", () -> assertThat(jobs.list(any, null, SHOWN + 1)).hasSize(SHOWN + 1));
        assertReadsFew(
                "job",
                () -> assertThat(jobs.list(any, "job_00000000000000001000", SHOWN + 1))
                        .hasSize(9));
        assertReadsFew("dataset", () -> assertFull(datasets.list(new DatasetFilter(null, null, null, null), NEWEST)));
        assertReadsFew("definition", () -> assertFull(definitions.list(NEWEST, null)));
        assertReadsFew("model", () -> assertFull(models.page(NEWEST)));
        assertReadsFew("model_version", () -> assertFull(models.versions("shared", NEWEST)));
        assertReadsFew("audit_entry", () -> assertFull(audit.list(new AuditQuery(null, null, null, null), NEWEST)));
        assertReadsFew("api_key", () -> assertFull(keys.list(NEWEST)));
        assertReadsFew("webhook", () -> assertFull(webhooks.list(NEWEST)));
    }

    private static void assertFull(Page<?> page) {
        assertThat(page.data()).hasSize(SHOWN);
        assertThat(page.hasMore()).isTrue();
    }

    private void assertReadsFew(String table, Runnable list) {
        assertThat(readOf(table, list)).as("rows of %s that are read", table).isBetween(1L, 3L * SHOWN);
    }

    /** How many rows of a table are read, as this transaction counts them. */
    private long readOf(String table, Runnable list) {
        long before = read(table);
        list.run();
        return read(table) - before;
    }

    private long read(String table) {
        return jdbc.sql(
                        "select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relname = ?")
                .param(table)
                .query(Long.class)
                .single();
    }
}

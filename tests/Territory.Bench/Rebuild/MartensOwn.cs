using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Territory.Hosting.Store;
using Territory.Ledger;
using Territory.Ledger.Areas;

namespace Territory.Bench.Rebuild;

/// <summary>What <c>control_now</c> says of an area, as a document of Marten's.</summary>
public sealed record ControlNowDocument(string Id)
{
    public long Position { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? ObservedAt { get; init; }
    public string? ChangeId { get; init; }
    public string? Status { get; init; }
    public IReadOnlyList<string> Controllers { get; init; } = [];
}

/// <summary>Of a recorded claim no more than the document needs, which the store can be told as well.</summary>
public sealed record ClaimHeard(ClaimHeard.Told Claim)
{
    public sealed record Told(DateTimeOffset ReportedAt);
}

/// <summary>The lightest fold that leads to it, at the settings that were found to be the fastest.</summary>
public sealed partial class ControlNowProjection : SingleStreamProjection<ControlNowDocument, string>
{
    public ControlNowProjection()
    {
        (Options.BatchSize, Options.CacheLimitPerTenant, Options.RebuildFlushThreshold) = (5000, 40000, 100000);
    }

    public override ControlNowDocument? Evolve(ControlNowDocument? snapshot, string id, IEvent e)
    {
        var next = (snapshot ?? new(id)) with { Position = e.Sequence, Version = (snapshot?.Version ?? 0) + 1 };
        return e.Data switch
        {
            ClaimHeard c => next with { ObservedAt = c.Claim.ReportedAt },
            ChangeDecided d => With(next, d.ChangeId, d.Ruling),
            ChangeCorrected d => With(next, d.ChangeId, d.Ruling),
            ObservationRecorded o => next with { ObservedAt = o.Observation.At },
            _ => next,
        };
    }

    private static ControlNowDocument With(ControlNowDocument document, string change, Ruling ruling) =>
        document with { ChangeId = change, Status = ruling.Status.ToString(), Controllers = ruling.Controllers, ObservedAt = ruling.ReportedAt };
}

/// <summary>Marten's own rebuild of a tenth of the log, on tables of its own.</summary>
internal static class MartensOwn
{
    private const string Schema = "marten";

    /// <summary>Events per second.</summary>
    public static async Task<double> RunAsync(LedgerStore ledger, int events)
    {
        using var store = DocumentStore.For(options =>
        {
            StoreDefaults.Apply(options, ledger.Database, TimeProvider.System);
            options.DatabaseSchemaName = options.Events.DatabaseSchemaName = Schema;
            foreach (var known in ledger.Documents.Options.Events.AllKnownEventTypes())
                options.Events.MapEventType(known.EventType == typeof(ClaimRecorded) ? typeof(ClaimHeard) : known.EventType, known.EventTypeName);
            options.Projections.Add(new ControlNowProjection(), ProjectionLifecycle.Async);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var fill = ledger.Database.Pool.CreateCommand($"""
            insert into {Schema}.mt_streams (id, version, timestamp, created) select stream_id, max(version), now(), now() from {LedgerStore.Schema}.mt_events where seq_id <= {events} group by stream_id;
            insert into {Schema}.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp)
              select seq_id, id, stream_id, version, data, type, mt_dotnet_type, timestamp from {LedgerStore.Schema}.mt_events where seq_id <= {events};
            select setval('{Schema}.mt_events_sequence', {events}); analyze {Schema}.mt_events
            """))
        {
            fill.CommandTimeout = 300;
            await fill.ExecuteNonQueryAsync();
        }
        using var daemon = await store.BuildProjectionDaemonAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync<ControlNowProjection>(TimeSpan.FromMinutes(4), CancellationToken.None);
        var took = watch.Elapsed;
        await using var check = ledger.Database.Pool.CreateCommand($"select sum((data ->> 'version')::bigint)::bigint from {Schema}.mt_doc_controlnowdocument");
        if (await check.ExecuteScalarAsync() is not long folded || folded != events) throw new InvalidOperationException($"Marten's rebuild did not fold {events} events.");
        return events / took.TotalSeconds;
    }
}

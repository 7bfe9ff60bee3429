using Territory.Contracts;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Feed;

/// <summary>The feed's own tables and its signal. It keeps no event store: the ledger's public log is the history.</summary>
public sealed class FeedStore(TerritorySettings settings, ILoggerFactory loggers) : IAsyncDisposable
{
    public const string Schema = "feed";

    public const string Tables = $"""
        create table if not exists {Schema}.changes (theatre text not null, position bigint not null, previous bigint not null, event text not null, primary key (theatre, position));
        drop index if exists {Schema}.changes_successions;
        create index if not exists changes_actors on {Schema}.changes (theatre, position) where {IsSuccession};
        create index if not exists changes_ids on {Schema}.changes (theatre, {ChangeId}) where {ChangeId} <> '';
        """;

    /// <summary>The id of a row's change; empty for a succession. Inside a text of the event the quotes would be escaped.</summary>
    public const string ChangeId = "(split_part(split_part(event, '\"changeId\":\"', 2), '\"', 1))";

    /// <summary>Condition: the row is a succession or its retraction.</summary>
    public const string IsSuccession = $"(event like '%\"type\":\"{EventTypes.Succeeded}\"%' or event like '%\"type\":\"{EventTypes.SuccessionRetracted}\"%')";

    public ServiceDatabase Database { get; } = new(Schema, settings);

    public LogSignal Signal => signal ??= new LogSignal(Database, loggers.CreateLogger<LogSignal>());
    private LogSignal? signal;

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

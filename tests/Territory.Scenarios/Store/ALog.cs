using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Territory.Hosting.Settings;
using Territory.Hosting.Store;

namespace Territory.Scenarios.Store;

/// <summary>Something that was noted, by whom and as the how-many-eth of his.</summary>
internal sealed record Noted(string By, int Number);

/// <summary>A store as a service has one, with the clock of the machine it runs on.</summary>
internal sealed class ALog(string database, TimeProvider clock) : ServiceStore("notes", new TerritorySettings { Postgres = database, AdminKey = "", Data = "" }, clock, NullLoggerFactory.Instance, options => options.Events.MapEventType<Noted>("noted.v1"))
{
    public static async Task<ALog> OpenAsync(string database, TimeProvider clock)
    {
        var log = new ALog(database, clock);
        await log.CreateAsync("", CancellationToken.None);
        return log;
    }

    /// <summary>Appends one event and returns when it was recorded.</summary>
    public Task<DateTimeOffset> NoteAsync(string stream, Noted noted) => Door.EnterAsync((door, _) =>
    {
        door.Append(stream, [noted]);
        return Task.FromResult(door.RecordedAt);
    }, null, CancellationToken.None);

    /// <summary>Recorded times in order of position.</summary>
    public Task<IReadOnlyList<DateTimeOffset>> TimesAsync() => ReadAsync<DateTimeOffset>("select timestamp from notes.mt_events order by seq_id");

    /// <summary>The last position recorded at or before a moment.</summary>
    public async Task<long> PositionAtAsync(DateTimeOffset moment)
    {
        await using var read = Database.Pool.CreateCommand("select coalesce(max(seq_id), 0) from notes.mt_events where timestamp <= $1");
        read.Parameters.Add(new() { Value = moment.UtcDateTime });
        return (long)(await read.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using NpgsqlCommand read = Database.Pool.CreateCommand(sql);
        await using var row = await read.ExecuteReaderAsync();
        var all = new List<T>();
        while (await row.ReadAsync()) all.Add(row.GetFieldValue<T>(0));
        return all;
    }
}

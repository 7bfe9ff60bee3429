using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Theatres;

namespace Territory.Bench.Replay;

/// <summary>Invented changes of a theatre, as long as real ones, written into the feed's log as a ledger would have told them.</summary>
internal static class LongLog
{
    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task WriteAsync(NpgsqlDataSource database, Theatre theatre, int changes)
    {
        var (areas, actors) = (theatre.Areas.Take(400).ToArray(), theatre.Actors.Take(4).Select(a => a.Code).ToArray());
        await using var connection = await database.OpenConnectionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("copy feed.changes (theatre, position, previous, event) from stdin (format binary)"))
        {
            for (long position = 1; position <= changes; position++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(theatre.Id, NpgsqlDbType.Text);
                await copy.WriteAsync(position, NpgsqlDbType.Bigint);
                await copy.WriteAsync(position - 1, NpgsqlDbType.Bigint);
                await copy.WriteAsync(JsonSerializer.Serialize(One(position, areas[position % areas.Length], actors), ContractJson.Options), NpgsqlDbType.Text);
            }
            await copy.CompleteAsync();
        }
        // As news they have been published already; and what autovacuum does within minutes.
        await using var told = new NpgsqlCommand("insert into feed.cursors values ($1, $2)", connection) { Parameters = { new() { Value = "amqp:" + theatre.Id }, new() { Value = (long)changes } } };
        await told.ExecuteNonQueryAsync();
        await using var vacuum = new NpgsqlCommand("vacuum analyze feed.changes", connection) { CommandTimeout = 300 };
        await vacuum.ExecuteNonQueryAsync();
    }

    private static CloudEvent One(long position, Area area, string[] actors)
    {
        var (at, day) = (position.ToString(CultureInfo.InvariantCulture), First.AddMinutes(position));
        var (from, to) = (actors[position % actors.Length], actors[(position + 1) % actors.Length]);
        var change = new ControlChange($"chg_{position:x32}", at, area.Code, area.Name, area.Level, area.Path, from, from, to, ControlStatus.Controlled, Extent.Whole, Manner.Force,
            "2024-01-01", Precision.Day, First, First.AddDays(1), DateBasis.Text, day, true, new Grade('B', 2), "v1/decides-alone", "policy", [$"clm_{position:x32}"], [], [],
            $"{area.Name}: {from} to {to}", $"{area.NameAr}: من {from} إلى {to}", new ControlState([to], ControlStatus.Controlled, First));
        return new CloudEvent(Guid.CreateVersion7(day).ToString(), "/theatres/syria", EventTypes.Changed, area.Code, day, at, (position - 1).ToString(CultureInfo.InvariantCulture), change);
    }
}

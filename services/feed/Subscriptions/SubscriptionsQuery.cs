using System.Text;
using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Http;

namespace Territory.Feed.Subscriptions;

/// <summary>How far behind the head: events not looked at yet, and the age of the oldest of them.</summary>
/// <param name="AtLeast">True when counting stopped at <paramref name="Events"/>.</param>
public sealed record Lag(long Events, double Seconds, bool AtLeast);

/// <summary>A subscription with how it is doing.</summary>
public sealed record SubscriptionFound(Subscription Subscription, Progress Progress, Lag Lag, long Parked);

/// <summary>What a list of subscriptions is asked for.</summary>
internal sealed record SubscriptionsAsked(string? Owner, string? Theatre, SubscriptionState? State, TargetType? Type, string Sort, bool Falling, (string Value, string Id)? After, int Limit);

/// <summary>Reads subscriptions with their lag; never their secrets.</summary>
public sealed class SubscriptionsQuery(FeedStore store, TimeProvider clock)
{
    /// <summary>A list counts no further.</summary>
    private const int MostCounted = 10_000;

    private const string Schema = FeedStore.Schema;

    private static string Columns(long counted) => $"""
        select s.id, s.theatre, s.name, s.owner, s.type, s.url, s.queue, s.filter, s.state, s.state_reason, s.created_at,
          p.cursor, p.delivered, p.term, p.deliveries, p.delivered_at, p.attempts, p.failing_since, p.next_attempt_at, p.reason,
          (select count(*) from (select 1 from {Schema}.changes c where c.theatre = s.theatre and c.position > p.cursor limit {counted}) as behind),
          (select (c.event::jsonb ->> 'time')::timestamptz from {Schema}.changes c where c.theatre = s.theatre and c.position > p.cursor order by c.position limit 1),
          (select count(*) from {Schema}.parked k where k.subscription = s.id)
        from {Schema}.subscriptions s join {Schema}.progress p on p.subscription = s.id
        """;

    /// <summary>One, with its whole lag.</summary>
    public async Task<SubscriptionFound?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand(Columns(long.MaxValue) + " where s.id = $1");
        read.Parameters.Add(new() { Value = id });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Found(row, long.MaxValue) : null;
    }

    internal async Task<Page<SubscriptionFound>> ListAsync(SubscriptionsAsked asked, CancellationToken cancellation)
    {
        var column = Column(asked.Sort);
        var (order, beyond) = asked.Falling ? ("desc", "<") : ("asc", ">");
        await using var read = store.Database.Pool.CreateCommand($"""
            {Columns(MostCounted)} where ($1::text is null or s.owner = $1) and ($2::text is null or s.theatre = $2) and ($3::text is null or s.state = $3) and ($4::text is null or s.type = $4)
              and ($5::text is null or ({column}, s.id) {beyond} ($5, $6)) order by {column} {order}, s.id {order} limit $7
            """);
        foreach (var value in new object?[] { asked.Owner, asked.Theatre, Word(asked.State), Word(asked.Type), asked.After?.Value, asked.After?.Id, asked.Limit + 1 }) read.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var found = new List<SubscriptionFound>();
        while (await row.ReadAsync(cancellation)) found.Add(Found(row, MostCounted));
        return found.Count <= asked.Limit ? new(found, null) : new(found[..asked.Limit], Token(found[asked.Limit - 1].Subscription, asked.Sort));
    }

    /// <summary>Every active one with its term, for those who deliver.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> ActiveAsync(CancellationToken cancellation)
    {
        await using var read = store.Database.Pool.CreateCommand($"select s.id, p.term from {Schema}.subscriptions s join {Schema}.progress p on p.subscription = s.id where s.state = 'active'");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var active = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellation)) active[row.GetString(0)] = row.GetInt64(1);
        return active;
    }

    private static string Column(string sort) => sort switch { "name" => "s.name", "owner" => "s.owner", "state" => "s.state", _ => "s.id" };

    private static string Token(Subscription last, string sort) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last.Id + "\n" + sort switch { "name" => last.Name, "owner" => last.Owner, "state" => EnumWords.Word(last.State), _ => last.Id })).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Reads <c>after</c>; null when it is no <c>next</c> of ours.</summary>
    internal static (string Value, string Id)? Place(string token)
    {
        var padded = token.Replace('-', '+').Replace('_', '/').PadRight((token.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        if (!Convert.TryFromBase64String(padded, bytes, out var count)) return null;
        return Encoding.UTF8.GetString(bytes, 0, count).Split('\n', 2) is [var id, var value] && !value.Contains('\0') && !id.Contains('\0') ? (value, id) : null;
    }

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } word ? EnumWords.Word(word) : null;

    private SubscriptionFound Found(NpgsqlDataReader row, long counted)
    {
        var progress = SubscriptionProgress.Of(row, 11);
        var oldest = row.IsDBNull(21) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(21);
        var lag = new Lag(row.GetInt64(20), oldest is { } since ? Math.Max(0, Math.Round((clock.GetUtcNow() - since).TotalSeconds, 3)) : 0, row.GetInt64(20) == counted);
        return new(Set(row), progress, lag, row.GetInt64(22));
    }

    private static Subscription Set(NpgsqlDataReader row)
    {
        var (type, state) = (Of<TargetType>(row.GetString(4)), Of<SubscriptionState>(row.GetString(8)));
        var filter = JsonSerializer.Deserialize<FilterOfSubscription>(row.GetString(7), ContractJson.Options)!;
        return new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), new(type, Text(row, 5), Text(row, 6)), filter, state, Text(row, 9), row.GetFieldValue<DateTimeOffset>(10));
    }

    private static T Of<T>(string word) where T : struct, Enum => EnumWords.TryParse<T>(word, out var value) ? value : throw new InvalidOperationException($"The table of subscriptions says '{word}', which is none of {EnumWords.All<T>()}.");

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}

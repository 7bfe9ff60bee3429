using System.Diagnostics;
using Npgsql;

namespace Territory.Bench.Rebuild;

/// <summary>
/// A reader who asks the views about one area every two milliseconds, knows what must be answered, and notes how long each answer
/// took. Mostly he asks who holds it and since when; now and then for all of its timeline.
/// </summary>
internal sealed class Onlooker(string database, string theatre, string area)
{
    private const int BetweenWholeTimelines = 50;
    private const string Area = "where theatre = $1 and area = $2", Open = "known_to = 9223372036854775807";
    private const string Holder = $"""
        select (select change_id || status from ledger.control_now {Area})
          || (select change_id || ' ' || valid_from || ' ' || controller from ledger.timeline {Area} and {Open} order by valid_from desc limit 1)
        """;
    private const string Timeline = $"select count(*) || ' ' || min(valid_from) || ' ' || max(valid_from) from ledger.timeline {Area} and {Open}";

    public int Looks { get; private set; }
    public int Wrong { get; private set; }
    public double Longest { get; private set; }

    public async Task LookAsync(CancellationToken until)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var holder = await AskAsync(connection, Holder);
        await using var timeline = await AskAsync(connection, Timeline);
        var (held, whole) = (await AnswerAsync(holder), await AnswerAsync(timeline));
        for (; !until.IsCancellationRequested; Looks++)
        {
            var (question, right) = Looks % BetweenWholeTimelines == 0 ? (timeline, whole) : (holder, held);
            var since = Stopwatch.GetTimestamp();
            if (await question.ExecuteScalarAsync(CancellationToken.None) as string != right) Wrong++;
            Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            await Task.Delay(2, CancellationToken.None);
        }
    }

    private async Task<NpgsqlCommand> AskAsync(NpgsqlConnection connection, string question)
    {
        var ask = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = theatre }, new() { Value = area } } };
        await ask.PrepareAsync(CancellationToken.None);
        return ask;
    }

    private static async Task<string> AnswerAsync(NpgsqlCommand question) => await question.ExecuteScalarAsync(CancellationToken.None) as string ?? throw new InvalidOperationException("There is nothing to look at.");
}

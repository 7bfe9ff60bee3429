using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Territory.Contracts;
using Territory.Ledger.Views;
using static Territory.Ledger.Views.TimelineTable;

namespace Territory.Ledger.Rebuilds;

/// <summary>Rows of <c>timeline</c>, <c>standings</c> and <c>claim_answers</c>, by the same steps the live view is written by: from the first event on, every row has both its ends.</summary>
internal sealed class TimelineRows : ShadowRows
{
    private readonly SortedDictionary<string, TimelineSteps> theatres = new(StringComparer.Ordinal);

    public override void Add(string theatre, ViewStep step)
    {
        if (!theatres.TryGetValue(theatre, out var steps)) theatres[theatre] = steps = new();
        steps.Add(step);
    }

    public override async Task CopyAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        foreach (var (theatre, steps) in theatres)
        {
            await CopyStretchesAsync(connection, schema, theatre, steps, cancellation);
            await CopyStandingsAsync(connection, schema, theatre, steps, cancellation);
            await CopyAnswersAsync(connection, schema, theatre, steps, cancellation);
        }
    }

    private static Task CopyStretchesAsync(NpgsqlConnection connection, string schema, string theatre, TimelineSteps steps, CancellationToken cancellation) => CopyAsync(
        connection, $"{schema}.{Name}", "theatre, area, valid_from, valid_to, known_from, known_to, change_id, controller, whole_since, reaches_down", steps.StretchesOpened, async (copy, opened) =>
        {
            await WriteAsync(copy, theatre);
            await WriteAsync(copy, opened.Area);
            await WriteAsync(copy, Microseconds(opened.Row.From));
            await WriteAsync(copy, Microseconds(opened.Row.To));
            await WriteAsync(copy, opened.KnownFrom);
            await WriteAsync(copy, opened.KnownTo);
            await WriteAsync(copy, opened.Row.ChangeId);
            await WriteAsync(copy, opened.Row.Controller);
            await WriteAsync(copy, opened.Row.WholeSince is { } since ? Microseconds(since) : null);
            await copy.WriteAsync(opened.Row.ReachesDown, NpgsqlDbType.Boolean, cancellation);
        }, cancellation);

    private static Task CopyStandingsAsync(NpgsqlConnection connection, string schema, string theatre, TimelineSteps steps, CancellationToken cancellation) => CopyAsync(
        connection, $"{schema}.{Standings}", "theatre, area, change_id, position, known_from, recorded_at, ruling", steps.Standings, async (copy, stands) =>
        {
            await WriteAsync(copy, theatre);
            await WriteAsync(copy, stands.Area);
            await WriteAsync(copy, stands.Standing.ChangeId);
            await WriteAsync(copy, stands.Standing.Position);
            await WriteAsync(copy, stands.KnownFrom);
            await WriteAsync(copy, stands.Standing.RecordedAt);
            await WriteAsync(copy, JsonSerializer.Serialize(stands.Standing.Ruling, ContractJson.Options));
        }, cancellation);

    private static Task CopyAnswersAsync(NpgsqlConnection connection, string schema, string theatre, TimelineSteps steps, CancellationToken cancellation) => CopyAsync(
        connection, $"{schema}.{Answers}", "theatre, area, claim_id, change_id, supports, known_from, known_to", steps.AnswersOpened, async (copy, opened) =>
        {
            await WriteAsync(copy, theatre);
            await WriteAsync(copy, opened.Area);
            await WriteAsync(copy, opened.Row.Claim);
            await WriteAsync(copy, opened.Row.ChangeId);
            await copy.WriteAsync(opened.Row.IsFor, NpgsqlDbType.Boolean, cancellation);
            await WriteAsync(copy, opened.KnownFrom);
            await WriteAsync(copy, opened.KnownTo);
        }, cancellation);

    public override IEnumerable<TouchedRow> Touched() => theatres.SelectMany(theatre => Of(theatre.Key, theatre.Value));

    private static IEnumerable<TouchedRow> Of(string theatre, TimelineSteps steps)
    {
        foreach (var closed in steps.StretchesClosed) yield return new(Name, theatre, closed.Area, Text(Microseconds(closed.Key)));
        foreach (var opened in steps.StretchesOpened) yield return new(Name, theatre, opened.Area, Text(Microseconds(opened.Row.From)));
        foreach (var stands in steps.Standings) yield return new(Standings, theatre, stands.Standing.ChangeId);
        foreach (var closed in steps.AnswersClosed) yield return new(Answers, theatre, closed.Area, closed.Key);
        foreach (var opened in steps.AnswersOpened) yield return new(Answers, theatre, opened.Area, opened.Row.Claim);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

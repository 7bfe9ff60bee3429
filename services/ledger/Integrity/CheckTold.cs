using System.Text.Json;
using Npgsql;
using Territory.Contracts;
using Territory.Hosting.Store;
using Territory.Ledger.Actors;
using Territory.Ledger.Areas;
using Territory.Ledger.Checks;

namespace Territory.Ledger.Integrity;

/// <summary>The entries of the public log beside the events they tell of: a chain that was made anew does not show that an entry is another.</summary>
internal sealed class CheckTold(LedgerStore store, NpgsqlConnection connection)
{
    /// <summary>What the public is told of.</summary>
    public static readonly Type[] Told = [typeof(ChangeDecided), typeof(ChangeCorrected), typeof(ChangeRetracted), typeof(ActorSucceeded), typeof(ActorSuccessionRetracted)];
    private static readonly Type[] Rulings = [typeof(ChangeDecided), typeof(ChangeCorrected), typeof(ChangeSupported)];
    private readonly StoredEvents events = new(store.Documents, LedgerStore.Schema);

    /// <param name="theatre">Whose public log it is.</param>
    /// <param name="told">The CloudEvents by position. Whether there is an event at each is looked at elsewhere.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<IReadOnlyList<Found>> CompareAsync(string theatre, Dictionary<long, string> told, CancellationToken cancellation)
    {
        var stored = await ReadAsync("where seq_id = any ($1) and type = any ($2)", [told.Keys.ToArray(), store.NamesOf(Told)], cancellation);
        var rulings = await RulingsAsync(stored, cancellation);
        return [.. stored.Select(e => Judge(theatre, e, rulings, told[e.Position])).OfType<Found>()];
    }

    /// <summary>Of what retractions take back, every ruling, in order: the last before a retraction is what it told of.</summary>
    private async Task<ILookup<string, StoredEvent>> RulingsAsync(IReadOnlyList<StoredEvent> stored, CancellationToken cancellation)
    {
        var retractions = stored.Where(e => e.Data is ChangeRetracted).ToArray();
        if (retractions.Length == 0) return Array.Empty<StoredEvent>().ToLookup(_ => "");
        string[] replaced = [.. retractions.Select(e => ((ChangeRetracted)e.Data).Replaces).OfType<string>()];
        var rulings = await ReadAsync("where stream_id = any ($1) and type = any ($2) and data ->> 'changeId' = any ($3) order by seq_id", [retractions.Select(e => e.Stream).Distinct().ToArray(), store.NamesOf(Rulings), replaced], cancellation);
        return rulings.ToLookup(e => e.Data switch { ChangeDecided d => d.ChangeId, ChangeCorrected c => c.ChangeId, ChangeSupported s => s.ChangeId, _ => "" });
    }

    private static Found? Judge(string theatre, StoredEvent e, ILookup<string, StoredEvent> rulings, string told)
    {
        var taken = e.Data is ChangeRetracted { Replaces: { } replaced } ? rulings[replaced].LastOrDefault(ruling => ruling.Position < e.Position && ruling.Stream == e.Stream)?.Data : null;
        var (says, should) = Differences(ToldFacts.Of(e.Data, StreamName.SubjectOf(e.Stream), taken), told);
        return should.Count == 0 ? null : new("contradictedChange", CheckChanges.Log, $"The entry at position {e.Position} of the public log says another {string.Join(", ", should.Keys)} than the event it tells of, in stream {e.Stream}. {CheckSeals.Restore}")
        { Theatre = theatre, Position = e.Position, Key = e.Stream, Is = JsonSerializer.Serialize(says), ShouldBe = JsonSerializer.Serialize(should) };
    }

    /// <summary>What an entry says otherwise than it should, by name; an entry that is no JSON is the chain's to tell of.</summary>
    internal static (Dictionary<string, JsonElement?> Says, Dictionary<string, JsonElement?> Should) Differences(IReadOnlyDictionary<string, object?> facts, string told)
    {
        var (says, should) = (new Dictionary<string, JsonElement?>(), new Dictionary<string, JsonElement?>());
        if (Parse(told) is not { ValueKind: JsonValueKind.Object } entry) return (says, should);
        foreach (var (name, value) in facts)
        {
            JsonElement? right = value is null ? null : JsonSerializer.SerializeToElement(value, value.GetType(), ContractJson.Options);
            var found = Member(entry, name) ?? Member(Member(entry, "data"), name);
            if (right is null ? found is null : found is { } stands && JsonElement.DeepEquals(stands, right.Value)) continue;
            (says[name], should[name]) = (found, right);
        }
        return (says, should);
    }

    private static JsonElement? Parse(string told)
    {
        try { return JsonSerializer.Deserialize<JsonElement>(told); }
        catch (JsonException) { return null; }
    }

    private static JsonElement? Member(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>Those that can be read; of the others their digests tell.</summary>
    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(string condition, object[] values, CancellationToken cancellation)
    {
        var read = await events.ReadAsync(connection, condition, values, cancellation).ToListAsync(cancellation);
        return [.. read.Where(IsReadable)];
    }

    private static bool IsReadable(StoredEvent e)
    {
        try { return e.Data is not null; }
        catch (PoisonEventException) { return false; }
    }
}

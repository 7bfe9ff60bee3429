namespace Territory.Scenarios.Subscriptions;

/// <summary>One delivery as a subscriber received it.</summary>
internal readonly record struct Received(string Id, long Position);

/// <summary>
/// What is wrong with what a subscriber received, beside what it should have: nothing may be missing or come before what
/// precedes it, and nothing foreign come. Again is allowed, as long as the same id shows it.
/// </summary>
internal sealed record DeliveryCheck(IReadOnlyList<long> Missing, IReadOnlyList<long> OutOfOrder, IReadOnlyList<Received> Foreign, int Duplicates)
{
    public bool IsGood => Missing.Count == 0 && OutOfOrder.Count == 0 && Foreign.Count == 0;

    public static DeliveryCheck Of(IReadOnlyList<Received> expected, IReadOnlyList<Received> received)
    {
        var (known, seen, highest, duplicates) = (expected.ToHashSet(), new HashSet<Received>(), 0L, 0);
        var (late, foreign) = (new List<long>(), new List<Received>());
        foreach (var one in received)
        {
            if (!known.Contains(one)) foreign.Add(one);
            else if (!seen.Add(one)) duplicates++;
            else if (one.Position < highest) late.Add(one.Position);
            else highest = one.Position;
        }
        return new([.. expected.Where(e => !seen.Contains(e)).Select(e => e.Position)], late, foreign, duplicates);
    }

    public override string ToString() => $"{Missing.Count} missing ({string.Join(", ", Missing.Take(5))}), {OutOfOrder.Count} out of order ({string.Join(", ", OutOfOrder.Take(5))}), {Foreign.Count} foreign, {Duplicates} duplicates";
}

using Territory.Feed.Log;

namespace Territory.Feed.Subscriptions;

/// <summary>Cuts the log into what a subscription is handed at a time.</summary>
public static class Batches
{
    /// <summary>
    /// Takes from a page, in order, until so many are wanted. A correction or retraction of a change that this subscription
    /// was told is wanted whatever the filter says.
    /// </summary>
    /// <param name="page">What follows the cursor; not empty.</param>
    /// <param name="delivered">The position delivered last.</param>
    /// <param name="wanted">The filter.</param>
    /// <param name="most">How many deliveries.</param>
    /// <param name="wasTold">Whether the subscription was told a change, by its id.</param>
    /// <returns>The batch, and the filter after it.</returns>
    public static async Task<(Batch Batch, WantedChanges Wanted)> CutAsync(IReadOnlyList<KeptChange> page, long delivered, WantedChanges wanted, int most, Func<string, Task<bool>> wasTold)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(wasTold);
        var (deliveries, filtered, end) = (new List<Delivery>(), !wanted.IsEmpty, 0L);
        foreach (var change in page)
        {
            wanted = wanted.After(change);
            end = change.Position;
            if (!wanted.Wants(change) && !await RevisesAsync(change)) continue;
            deliveries.Add(new(change, delivered, filtered));
            delivered = change.Position;
            if (deliveries.Count == most) break;
        }
        return (new(deliveries, end), wanted);

        async Task<bool> RevisesAsync(KeptChange change) => change.Event.Change?.Replaces is { } replaced
            && (deliveries.Any(d => d.Change.Event.Change?.ChangeId == replaced) || await wasTold(replaced));
    }
}

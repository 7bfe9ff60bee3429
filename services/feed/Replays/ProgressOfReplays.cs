using Territory.Feed.Log;
using Territory.Feed.Subscriptions;
using Territory.Theatres;

namespace Territory.Feed.Replays;

/// <summary>Takes up a replay where it stands: its filter follows the actors it had come to follow, its pace the time it had come to.</summary>
internal sealed class ProgressOfReplays(ChangeLog log, TheatreRegister theatres)
{
    /// <summary>Of a paced replay few are due at a time, and what they revise is looked up for each.</summary>
    private const int MostPaced = 50;

    public async Task<ReplayProgress> OfAsync(Replay replay, CancellationToken cancellation)
    {
        var theatre = theatres.Find(replay.Theatre) ?? throw new InvalidOperationException($"The theatre '{replay.Theatre}' of the replay {replay.Id} is not here; expected {theatres.Expected}. Start the feed with its pack.");
        var told = replay.Filter.Actors.Count == 0 ? [] : (await log.SuccessionsAsync(replay.Theatre, cancellation)).TakeWhile(s => s.Position <= replay.Position).Select(s => s.Event.Succession!);
        var last = replay.Speed > 0 && replay.Position > replay.Stretch.After ? (await log.ReadAsync(replay.Theatre, replay.Position - 1, 1, cancellation))[0].Event.Time : (DateTimeOffset?)null;
        return new ReplayProgress(replay, WantedChanges.Of(replay.Filter, theatre, told), last);
    }

    /// <summary>What of its stretch follows a position; empty at its end. Only a filter has to know what is revised.</summary>
    public async Task<Following[]> FollowingAsync(Replay replay, long after, int most, CancellationToken cancellation)
    {
        var (following, limit) = (new List<Following>(), replay.Speed > 0 ? Math.Min(most, MostPaced) : most);
        foreach (var change in (await log.ReadAsync(replay.Theatre, after, limit, cancellation)).TakeWhile(c => c.Position <= replay.Stretch.End))
            following.Add(new(change, replay.Filter.IsEmpty ? [] : await log.RevisedAsync(change, cancellation)));
        return [.. following];
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Runtime.ExceptionServices;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;
using Territory.Hosting.Settings;

namespace Territory.Hosting.Bus.DeadLetters;

/// <summary>
/// The last one on a message's way, when all attempts to take it have failed or nobody knows what it is: it is put into the register,
/// where the bus itself would leave it in a queue that nobody looks into.
/// </summary>
internal sealed partial class KeepDeadLetters(DeadLetterRegister register, WatchForDelivered watch, TerritorySettings settings, ILogger<KeepDeadLetters> logger) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    /// <summary>How often a message is given back to its broker because what it needs was away; after that it is kept like others.</summary>
    private const int MostReturns = 5;
    private const int MostCounted = 10_000;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, int> returns = new();

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (settings.RabbitMq is not null && Failure.IsOfSomethingAway(context.Exception) && MayReturn(context))
        {
            // Nothing is wrong with the message, and its broker keeps it; a bus in memory would lose it.
            await UntilAsync(async () => { await register.AnswersAsync(context.CancellationToken); return true; }, context.CancellationToken);
            ExceptionDispatchInfo.Throw(context.Exception);
        }
        await KeepAsync(context, Failure.Sentence(context.Exception));
        // Of what could not even be read nobody has said so yet, and it would count as a kind that nobody knows.
        if (!context.IsFaulted) await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    /// <summary>Of a message whose kind is none that is taken from this queue: the service that sent it is of another version.</summary>
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await KeepAsync(context, "No consumer of this queue knows this kind of message; the services are of different versions.");
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("keepDeadLetters");

    private async Task KeepAsync(ReceiveContext context, string error)
    {
        var message = QueuedMessage.Of(context);
        var id = await UntilAsync(() => register.KeepAsync(message, error, context.CancellationToken), context.CancellationToken);
        watch.Add(message.Identity());
        LogKept(id, message.Type, message.Queue, error);
    }

    /// <summary>Until then the message is neither kept nor lost: it waits here, and its broker has it still.</summary>
    private async Task<T> UntilAsync<T>(Func<Task<T>> act, CancellationToken cancellation)
    {
        for (var told = false; ; told = true)
            try
            {
                return await act();
            }
            catch (NpgsqlException away) when (!cancellation.IsCancellationRequested)
            {
                if (!told) LogAway(away.Message);
                await Task.Delay(BetweenAttempts, cancellation);
            }
    }

    /// <summary>Counted here: brokers differ in what they count as a return.</summary>
    private bool MayReturn(ReceiveContext context)
    {
        if (returns.Count >= MostCounted) returns.Clear();
        var identity = Convert.ToHexString(QueuedMessage.Of(context).Identity());
        if (returns.AddOrUpdate(identity, 1, (_, before) => before + 1) <= MostReturns) return true;
        returns.TryRemove(identity, out _);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message could not be taken and is kept as dead letter {Id} ({Type} of {Queue}): {Error} See /api/dead-letters or the console's page")]
    private partial void LogKept(string id, string? type, string queue, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message that could not be taken waits until the database answers ({Reason})")]
    private partial void LogAway(string reason);
}

/// <summary>Why a message could not be taken.</summary>
internal static class Failure
{
    private const int MostText = 2000;

    /// <summary>The database is away or has no time, or another service is away: the next attempt may find it back.</summary>
    public static bool IsOfSomethingAway(Exception failed) => Causes(failed).Any(cause => cause is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown });

    /// <summary>What failed and what that came from, for a person who looks after it.</summary>
    public static string Sentence(Exception failed)
    {
        var told = string.Join(" ← ", Causes(failed).Select(cause => $"{cause.GetType().Name}: {cause.Message}")).Replace('\0', '␀');
        // By runes: half of a pair, cut off here or quoted from a message, is nothing a database takes.
        return told.Length <= MostText ? string.Concat(told.EnumerateRunes()) : string.Concat(told.EnumerateRunes().Take(MostText)) + "…";
    }

    private static IEnumerable<Exception> Causes(Exception failed)
    {
        for (var cause = failed; cause is not null; cause = cause.InnerException) yield return cause;
    }
}

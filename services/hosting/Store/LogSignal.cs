using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Territory.Hosting.Store;

/// <summary>
/// Wakes whoever waits for a schema's log to grow, over one LISTEN connection per process. A lost notification costs one
/// poll interval, never an event: waiting always ends after the time given.
/// </summary>
public sealed partial class LogSignal(ServiceDatabase database, ILogger<LogSignal> logger) : BackgroundService
{
    private TaskCompletionSource grown = NewSource();

    /// <summary>Take it before reading; await it when the reading found nothing.</summary>
    public Task Grown => Volatile.Read(ref grown).Task;

    /// <summary>Waits for growth or for the time to pass, whichever comes first.</summary>
    public static async Task WaitAsync(Task grown, TimeSpan most, CancellationToken cancellation)
    {
        try { await grown.WaitAsync(most, cancellation); }
        catch (TimeoutException) { /* a poll, in case a notification was lost */ }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database.LongLived);
                connection.Notification += (_, _) => Pulse();
                await connection.OpenAsync(stoppingToken);
                await using (var listen = new NpgsqlCommand($"listen \"{database.Channel}\"", connection)) await listen.ExecuteNonQueryAsync(stoppingToken);
                Pulse();
                while (true) await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                LogLost(logger, lost, database.Channel);
                await Leader.Pause(TimeSpan.FromMilliseconds(500), stoppingToken);
            }
        }
    }

    private void Pulse() => Interlocked.Exchange(ref grown, NewSource()).TrySetResult();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The LISTEN connection of {Channel} was lost; polling until it is back")]
    private static partial void LogLost(ILogger logger, Exception exception, string channel);
}

using Territory.Cli;
using Territory.Cli.Screen;

return await TerritoryCommand.RunAsync(args, Surroundings.OfThisProcess());

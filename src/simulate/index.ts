export { settingsProblem } from './settings';
export { Simulation, type SimulationHost } from './simulation';

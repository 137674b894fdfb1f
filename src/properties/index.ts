export { type CompiledProperties, claimOf, compileProperties, exercisedBit, propertyCountMax } from './compile';

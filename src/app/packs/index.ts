export { PacksPage } from './packs-page';
